import { expect, test } from 'vitest';
import { completeUntil } from './completeUntil.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 10);
const base = { newestEvent: NOW, lastReceivedAt: NOW, clockNow: NOW, latenessMs: HOUR, idleMs: 2 * HOUR };

test.each([
  ['busy: newest event minus lateness', {}, NOW - HOUR],
  ['silent for less than idle', { clockNow: NOW + HOUR }, NOW - HOUR],
  ['idle: follows the clock', { clockNow: NOW + 5 * HOUR }, NOW + 4 * HOUR],
  [
    'idle with events ahead of the clock',
    { newestEvent: NOW + 9 * HOUR, clockNow: NOW + 5 * HOUR },
    NOW + 8 * HOUR,
  ],
  [
    'an import of history does not follow the clock',
    { newestEvent: NOW - 1000 * HOUR, clockNow: NOW + 5 * HOUR },
    NOW - 1001 * HOUR,
  ],
])('%s', (_case, change, expected) => {
  expect(completeUntil({ ...base, ...change })).toBe(expected);
});
