import { expect, test } from 'vitest';
import { parseUrlSearch, stringifyUrlSearch } from './urlSearch.js';

test('search values stay strings and survive the URL', () => {
  const search = { status: 'open,acknowledged', q: 'a b&c', model: '1' };
  expect(parseUrlSearch(stringifyUrlSearch(search))).toEqual(search);
});

test('lists and times stay readable', () => {
  expect(stringifyUrlSearch({ status: 'open,resolved', from: '2001-04-01T00:00:00.000Z' })).toBe(
    '?status=open,resolved&from=2001-04-01T00:00:00.000Z',
  );
});

test('what is unset leaves no trace', () => {
  expect(stringifyUrlSearch({ status: undefined, q: '' })).toBe('');
});
