import { describe, expect, test } from 'vitest';
import { formatCount, formatNumber, formatShare, formatTick, plural } from './formatNumber.js';

describe('formatNumber', () => {
  test.each([
    ['zero', 0, '0'],
    ['a share', 0.71234, '0.712'],
    ['a small value', 0.00004, '4.0e-5'],
    ['thousands', 12_345.6, '12,346'],
    ['millions', 2_340_000, '2.3M'],
    ['a figure keeps its places', 0.55, '0.550'],
    ['a whole number has none', 20, '20'],
    ['negative', -0.0512, '-0.0512'],
  ])('%s', (_, value, text) => expect(formatNumber(value)).toBe(text));
});

describe('formatShare', () => {
  test.each([
    ['nothing', 0, '0 %'],
    ['almost all is not all', 0.9996, '99.9 %'],
    ['all', 1, '100 %'],
    ['a share under one per cent keeps a decimal', 0.0034, '0.3 %'],
    ['next to nothing is not nothing', 0.00001, 'under 0.1 %'],
    ['a middle share', 0.456, '46 %'],
  ])('%s', (_, value, text) => expect(formatShare(value)).toBe(text));
});

test('counts are full up to 99,999 and compact above', () => {
  expect([formatCount(99_999), formatCount(1_234_567)]).toEqual(['99,999', '1.2M']);
});

test('plural keeps one thing singular', () => {
  expect([plural(1, 'window'), plural(2, 'window'), plural(0, 'query', 'queries')]).toEqual([
    '1 window',
    '2 windows',
    '0 queries',
  ]);
});

test('ticks are short', () => {
  expect([0.5, 0, 12_000, 0.475].map(formatTick)).toEqual(['0.5', '0', '12K', '0.475']);
});
