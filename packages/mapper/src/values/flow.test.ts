import { expect, test } from 'vitest';
import {
  flowOfDataset,
  joinFlows,
  originOf,
  pickColumn,
  pickColumns,
  renameColumns,
  valueOrigins,
  withColumn,
  withoutColumns,
} from './flow.js';

const OPEN = flowOfDataset(1);
const CLOSED = flowOfDataset(2, ['a', 'b']);

test('a column of an open frame is that column of its dataset', () => {
  expect([...pickColumn(OPEN, 'x').rest]).toEqual([originOf(1, 'x')]);
});

test('a frame whose columns are known has no others', () => {
  expect(pickColumn(CLOSED, 'x').rest.size).toBe(0);
});

test('a join with a frame of known columns keeps each column with its owner', () => {
  const joined = joinFlows(CLOSED, flowOfDataset(3, ['c']));
  expect([...pickColumn(joined, 'a').rest]).toEqual([originOf(2, 'a')]);
  expect([...pickColumn(joined, 'c').rest]).toEqual([originOf(3, 'c')]);
});

test('a join of two open frames does not know the owner', () => {
  const joined = joinFlows(OPEN, flowOfDataset(3));
  expect([...pickColumn(joined, 'x').rest]).toEqual([originOf(1, 'x'), originOf(3, 'x')]);
});

test('assigning replaces where a column comes from', () => {
  const changed = withColumn(CLOSED, 'a', pickColumn(OPEN, 'x'));
  expect([...pickColumn(changed, 'a').rest]).toEqual([originOf(1, 'x')]);
});

test('renaming moves a column, also one that only the dataset knows', () => {
  expect([...renameColumns(CLOSED, new Map([['a', 'z']])).columns.keys()].sort()).toEqual(['b', 'z']);
  expect([...pickColumn(renameColumns(OPEN, new Map([['a', 'z']])), 'z').rest]).toEqual([originOf(1, 'a')]);
});

test('dropping and picking leave only what stays', () => {
  expect([...valueOrigins(withoutColumns(CLOSED, ['a']))]).toEqual([originOf(2, 'b')]);
  expect([...valueOrigins(pickColumns(OPEN, ['p', 'q']))]).toEqual([originOf(1, 'p'), originOf(1, 'q')]);
});
