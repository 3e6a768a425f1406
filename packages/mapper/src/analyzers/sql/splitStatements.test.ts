import { expect, test } from 'vitest';
import { splitStatements } from './splitStatements.js';

const CASES: ReadonlyArray<[string, string, [string, number][]]> = [
  [
    'two statements',
    'a;\nb',
    [
      ['a', 1],
      ['b', 2],
    ],
  ],
  [
    'a semicolon in a string',
    "select ';'; b",
    [
      ["select ';'", 1],
      ['b', 1],
    ],
  ],
  [
    'a semicolon in a comment',
    'a -- x; y\n; b',
    [
      ['a -- x; y', 1],
      ['b', 2],
    ],
  ],
  [
    'a semicolon in a block comment',
    '/* ; */ a; b',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  [
    'a dollar-quoted body',
    'a $$ x; y $$; b',
    [
      ['a $$ x; y $$', 1],
      ['b', 1],
    ],
  ],
  [
    'a named dollar quote',
    'a $f$ x; $$ y $f$; b',
    [
      ['a $f$ x; $$ y $f$', 1],
      ['b', 1],
    ],
  ],
  [
    'GO on a line of its own',
    'a\nGO\nb',
    [
      ['a', 1],
      ['b', 3],
    ],
  ],
  ['leading comments do not move the line', '-- hello\n\na\n;', [['a', 3]]],
  [
    'an unterminated string',
    "a 'b; c",
    [
      ["a 'b", 1],
      ['c', 1],
    ],
  ],
  ['nothing', ' ;; \n', []],
];

test.each(CASES)('%s', (_case, script, statements) => {
  expect(splitStatements(script).map(({ text, line }) => [text, line])).toEqual(statements);
});
