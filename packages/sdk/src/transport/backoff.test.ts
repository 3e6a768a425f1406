import { describe, expect, it } from 'vitest';
import { backoff } from './backoff.js';
import { retryAfterMs } from './retryAfterMs.js';

const options = { backoffMs: 100, maxBackoffMs: 1000 };

describe('backoff', () => {
  it.each([
    [1, 0, 0, 50],
    [1, 1, 0, 100],
    [3, 1, 0, 400],
    [20, 1, 0, 1000],
    [1, 0, 5000, 5000],
    [20, 1, 10, 1000],
  ])('try %d, random %d, Retry-After %d ms: %d ms', (attempt, random, retryAfter, wait) => {
    expect(backoff(attempt, random, options, retryAfter)).toBe(wait);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2001-01-01T00:00:00Z');
  it.each([
    [null, 0],
    ['2', 2000],
    ['1.5', 1500],
    ['-3', 0],
    ['Mon, 01 Jan 2001 00:00:05 GMT', 5000],
    ['Sun, 31 Dec 2000 00:00:00 GMT', 0],
    ['soon', 0],
    ['999999', 300_000],
  ])('%s is %d ms', (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });
});
