import { expect, test } from 'vitest';
import { numericEdges } from './numericEdges.js';

test('different quantiles become edges, without the ends', () => {
  expect(numericEdges([0, 1, 2, 3, 9])).toEqual([1, 2, 3]);
});

test('a heavy tie gets a bin of its own', () => {
  const edges = numericEdges([0, 5, 5, 5, 7, 9]);
  expect(edges).toHaveLength(3);
  expect(edges[0]).toBe(5);
  expect(edges[1]).toBeGreaterThan(5);
  expect(edges[1]).toBeLessThan(5.0001);
  expect(edges[2]).toBe(7);
});

test.each([0, -3, 1e12])('a column that is always %d has bins below, at and above it', (value) => {
  const edges = numericEdges([value, value, value, value]);
  expect(edges).toHaveLength(2);
  expect(edges[0]).toBe(value);
  expect(Number(edges[1])).toBeGreaterThan(value);
});
