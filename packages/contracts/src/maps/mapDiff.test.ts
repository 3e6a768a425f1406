import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mapDiffSchema } from './mapDiff.js';

const golden: unknown = JSON.parse(readFileSync(new URL('./golden/map-diff.json', import.meta.url), 'utf8'));

test('the golden difference is accepted and nothing of it is dropped', () => {
  expect(mapDiffSchema.parse(golden)).toEqual(golden);
});

test('a difference without the counts of one subject is refused', () => {
  const diff = mapDiffSchema.parse(golden);
  const { edge: _, ...counts } = diff.counts;
  expect(mapDiffSchema.safeParse({ ...diff, counts }).success).toBe(false);
});
