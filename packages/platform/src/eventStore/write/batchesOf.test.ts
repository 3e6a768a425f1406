import { expect, test } from 'vitest';
import { batchesOf } from './batchesOf.js';

test.each([
  [0, 10, []],
  [10, 10, [10]],
  [25, 10, [10, 10, 5]],
])('%d records in batches of %d', (count, maxRows, sizes) => {
  const records = Array.from({ length: count }, (_, index) => index);
  const batches = batchesOf(records, maxRows);
  expect(batches.map((batch) => batch.length)).toEqual(sizes);
  expect(batches.flat()).toEqual(records);
});
