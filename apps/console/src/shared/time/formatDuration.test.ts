import { expect, test } from 'vitest';
import { formatDuration } from './formatDuration.js';

test.each([
  ['seconds', 12_300, '12 s'],
  ['minutes', 5 * 60_000, '5 min'],
  ['hours with minutes', 3.5 * 3_600_000, '3 h 30 min'],
  ['many hours', 8.4 * 3_600_000, '8 h'],
  ['one day', 86_400_000, '1 day'],
  ['days', 9.2 * 86_400_000, '9 days'],
  ['a clock that runs behind', -5, '0 s'],
])('%s', (_, ms, text) => expect(formatDuration(ms)).toBe(text));
