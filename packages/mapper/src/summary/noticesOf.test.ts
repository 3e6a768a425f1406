import { expect, test } from 'vitest';
import { mapOf } from '../compare/testing/mapOf.js';
import { noticesOf } from './noticesOf.js';

const files = (count: number) => ({ files: count, lines: 0, seconds: 0, skipped: {}, languages: {} });

test.each([
  ['nothing that is read', mapOf({ sources: [], models: [] }), 0, ['no_readable_file']],
  ['code without data', mapOf({ sources: [], models: [] }), 2, ['no_data_source', 'no_model']],
  ['data without a model', mapOf({ sources: ['a'], models: [] }), 2, ['no_model']],
  ['a model with its source', mapOf({ sources: ['a'] }), 2, []],
])('%s', (_case, map, count, codes) => {
  expect(noticesOf({ ...map, statistics: files(count) }).map(({ code }) => code)).toEqual(codes);
});

test('points at accesses that could not be resolved', () => {
  const unresolved = [{ path: 'a.py', line: 1, call: 'read(x)', reason: 'parameter x' }];
  const map = { ...mapOf({ sources: [] }), unresolved, statistics: files(1) };
  expect(noticesOf(map)).toMatchObject([
    { code: 'no_data_source', action: expect.stringContaining('unresolved') },
  ]);
});
