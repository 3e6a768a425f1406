import { expect, test } from 'vitest';
import { shellCommands } from './shellWords.js';

const CASES: ReadonlyArray<[string, string, string[][]]> = [
  ['words', 'python a.py --x 1', [['python', 'a.py', '--x', '1']]],
  ['quotes are dropped', `run "a b" 'c d'`, [['run', 'a b', 'c d']]],
  ['touching pieces are one word', `a"b"'c'd`, [['abcd']]],
  ['separators', 'a && b; c | d || e', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['a newline ends a command', 'a b\nc', [['a', 'b'], ['c']]],
  ['a continued line does not', 'a \\\n  b', [['a', 'b']]],
  ['a single ampersand stays', 'a?x=1&y=2', [['a?x=1&y=2']]],
  ['an open quote', `a "b`, [['a', 'b']]],
  ['nothing', '  ', []],
];

test.each(CASES)('%s', (_case, text, commands) => {
  expect(shellCommands(text)).toEqual(commands);
});
