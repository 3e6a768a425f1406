import type { Column } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { mergeColumns } from './mergeColumns.js';

const column = (name: string, types: Column['types'], day: number): Column => ({
  name,
  types,
  firstSeenAt: new Date(Date.UTC(2001, 0, day)).toISOString(),
});

describe('mergeColumns', () => {
  it.each<[string, Column[], Column[], Column[]]>([
    ['nothing new', [column('a', ['number'], 1)], [], [column('a', ['number'], 1)]],
    [
      'a new column at the end',
      [column('b', ['number'], 1)],
      [column('a', ['string'], 2)],
      [column('b', ['number'], 1), column('a', ['string'], 2)],
    ],
    [
      'a second type beside the first',
      [column('a', ['number'], 1)],
      [column('a', ['string', 'number'], 2)],
      [column('a', ['number', 'string'], 1)],
    ],
    [
      'an earlier sight',
      [column('a', ['number'], 5)],
      [column('a', ['number'], 2)],
      [column('a', ['number'], 2)],
    ],
    [
      'one column told twice',
      [],
      [column('a', ['number'], 3), column('a', ['boolean'], 2)],
      [column('a', ['number', 'boolean'], 2)],
    ],
  ])('%s', (_case, known, seen, expected) => {
    expect(mergeColumns(known, seen)).toEqual(expected);
  });
});
