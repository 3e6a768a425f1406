import { describe, expect, it } from 'vitest';
import { nextAttempt } from './nextAttempt.js';
import type { NotifyResult } from './notifier.js';

const NOW = 1_000_000;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

const retry = (retryAfterMs: number | null = null): NotifyResult => ({
  outcome: 'retry',
  responseStatus: 503,
  error: 'answered 503',
  retryAfterMs,
});

describe('nextAttempt', () => {
  it.each([
    [1, 5 * SECOND],
    [2, 300 * SECOND],
    [3, 1800 * SECOND],
    [4, 2 * HOUR],
    [5, 5 * HOUR],
    [6, 10 * HOUR],
    [7, 14 * HOUR],
    [8, 20 * HOUR],
    [9, 24 * HOUR],
  ])('after try %i pauses %i ms and at most a fifth more', (attempt, pause) => {
    expect(nextAttempt(attempt, retry(), NOW, 0)).toEqual({ status: 'retrying', nextAttemptAt: NOW + pause });
    const latest = nextAttempt(attempt, retry(), NOW, 0.999_999).nextAttemptAt ?? 0;
    expect(latest).toBeGreaterThan(NOW + pause * 1.19);
    expect(latest).toBeLessThanOrEqual(NOW + pause * 1.2);
  });

  it.each<[string, number, NotifyResult, object]>([
    [
      'a delivery',
      3,
      { outcome: 'delivered', responseStatus: 204 },
      { status: 'delivered', nextAttemptAt: null },
    ],
    ['the tenth failure', 10, retry(), { status: 'failed', nextAttemptAt: null }],
    [
      'giving up',
      1,
      { outcome: 'give-up', responseStatus: null, error: 'refused', disable: false },
      { status: 'failed', nextAttemptAt: null },
    ],
    [
      'a receiver that is gone',
      1,
      { outcome: 'give-up', responseStatus: 410, error: 'gone', disable: true },
      { status: 'disabled', nextAttemptAt: null },
    ],
    ['a longer wish', 1, retry(HOUR), { status: 'retrying', nextAttemptAt: NOW + HOUR }],
    ['a shorter wish', 2, retry(SECOND), { status: 'retrying', nextAttemptAt: NOW + 300 * SECOND }],
    ['an absurd wish', 1, retry(1000 * HOUR), { status: 'retrying', nextAttemptAt: NOW + 24 * HOUR }],
  ])('after %s', (_case, attempt, result, expected) => {
    expect(nextAttempt(attempt, result, NOW, 0)).toEqual(expected);
  });
});
