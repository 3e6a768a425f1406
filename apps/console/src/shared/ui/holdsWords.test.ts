import { expect, test } from 'vitest';
import { holdsWords } from './holdsWords.js';

test.each([
  ['', ['anything'], true],
  ['Airports', ['s3://raw/airports.csv'], true],
  ['airports train', ['s3://raw/airports.csv', 'train.py'], true],
  ['airports score', ['s3://raw/airports.csv', 'train.py'], false],
  ['  csv ', ['airports.csv'], true],
])('%j in %j: %s', (query, texts, expected) => {
  expect(holdsWords(query, ...texts)).toBe(expected);
});
