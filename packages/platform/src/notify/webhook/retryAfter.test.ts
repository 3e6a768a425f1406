import { describe, expect, it } from 'vitest';
import { retryAfter } from './retryAfter.js';

const NOW = Date.parse('2001-01-01T00:00:00Z');

describe('retryAfter', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['soon', null],
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Mon, 01 Jan 2001 00:01:00 GMT', 60_000],
    ['Sun, 31 Dec 2000 00:00:00 GMT', 0],
  ])('%j asks for %j ms', (header, expected) => {
    expect(retryAfter(header, NOW)).toBe(expected);
  });
});
