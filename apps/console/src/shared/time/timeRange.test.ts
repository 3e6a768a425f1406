import { describe, expect, test } from 'vitest';
import {
  boundsOfTimeRange,
  parseTimeRange,
  searchOfTimeRange,
  shiftTimeRange,
  timeRangeOfSearch,
} from './timeRange.js';

const april = { kind: 'fixed', from: '2001-04-01T00:00:00.000Z', to: '2001-05-01T00:00:00.000Z' } as const;

describe('parseTimeRange', () => {
  test.each([
    ['days', '30d', { kind: 'last', amount: 30, unit: 'd' }],
    ['hours with blanks', ' 12 h ', { kind: 'last', amount: 12, unit: 'h' }],
    ['everything', 'All', { kind: 'all' }],
    ['two dates', '2001-04-01..2001-05-01', april],
    ['two instants', '2001-04-01T00:00:00Z .. 2001-05-01T00:00:00Z', april],
    ['ends in the wrong order', '2001-05-01..2001-04-01', undefined],
    ['three ends', '2001-04-01..2001-05-01..2001-06-01', undefined],
    ['no length', '0d', undefined],
    ['words', 'last month', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, range) => expect(parseTimeRange(text)).toEqual(range));
});

test('a range survives the URL', () => {
  for (const range of [april, { kind: 'all' }, { kind: 'last', amount: 7, unit: 'd' }] as const) {
    expect(timeRangeOfSearch(searchOfTimeRange(range))).toEqual(range);
  }
});

test('a half-set or unreadable URL means everything', () => {
  expect(timeRangeOfSearch({ from: '2001-04-01' })).toEqual({ kind: 'all' });
  expect(timeRangeOfSearch({ range: 'soon' })).toEqual({ kind: 'all' });
});

test('a span that ends now keeps its end open and starts at a full hour', () => {
  const range = { kind: 'last', amount: 1, unit: 'd' } as const;
  expect(boundsOfTimeRange(range, '2001-04-02T10:20:00Z')).toEqual({ from: '2001-04-01T10:00:00.000Z' });
  expect(boundsOfTimeRange(range, undefined)).toEqual({});
});

test('shifting moves by the length of the range', () => {
  expect(shiftTimeRange(april, -1)).toEqual({
    kind: 'fixed',
    from: '2001-03-02T00:00:00.000Z',
    to: '2001-04-01T00:00:00.000Z',
  });
});
