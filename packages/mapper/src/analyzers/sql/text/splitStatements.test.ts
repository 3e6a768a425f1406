import { expect, test } from 'vitest';
import { splitStatements } from './splitStatements.js';
import { sqlTokens } from './sqlTokens.js';

const CASES: ReadonlyArray<[string, string, string[]]> = [
  ['two statements', 'a;\nb', ['a', 'b']],
  ['a semicolon in a string', "select ';'; b", ["select ';'", 'b']],
  ['a semicolon in a comment', 'a -- x; y\n; b', ['a', 'b']],
  ['a semicolon in a block comment', '/* ; */ a; b', ['a', 'b']],
  ['a dollar-quoted body', 'a $$ x; y $$; b', ['a $$ x; y $$', 'b']],
  ['a named dollar quote', 'a $f$ x; $$ y $f$; b', ['a $f$ x; $$ y $f$', 'b']],
  ['a string of three quotes', 'a """x;\'y""" ; b', ['a """x;\'y"""', 'b']],
  ['a path that ends in a backslash', "copy t from 'C:\\data\\'; b", ["copy t from 'C:\\data\\'", 'b']],
  ['GO on a line of its own', 'a\nGO\nb', ['a', 'GO', 'b']],
  ['a command of psql', '\\copy t from x.csv csv\nselect 1', ['\\copy t from x.csv csv', 'select 1']],
  ['an unterminated string', "a 'b; c", ["a 'b; c"]],
  ['a bracket that is not closed', 'select (1; select 2', ['select (1', 'select 2']],
  ['nothing', ' ;; \n', []],
  [
    'T-SQL without semicolons',
    'update t set a = 1\ninsert into u\nselect 1\nselect 2',
    ['update t set a = 1', 'insert into u\nselect 1', 'select 2'],
  ],
  ['a union is one statement', 'select 1\nunion all\nselect 2', ['select 1\nunion all\nselect 2']],
  [
    'names before INSERT',
    'with a as (select 1)\ninsert into t\nselect * from a',
    ['with a as (select 1)\ninsert into t\nselect * from a'],
  ],
  [
    'a second WITH without a semicolon',
    'select 1\nwith a as (select 2)\nselect * from a',
    ['select 1', 'with a as (select 2)\nselect * from a'],
  ],
  ['a hint is no statement', 'select * from t\nwith (nolock)', ['select * from t\nwith (nolock)']],
  [
    'a block of T-SQL',
    'if @a = 1\nbegin\ndelete from t\nend\nelse\nselect 1',
    ['if @a = 1', 'begin', 'delete from t', 'end', 'else', 'select 1'],
  ],
  [
    'a block of PL/pgSQL',
    'begin if a then insert into t select 1; end if; end;',
    ['begin', 'if a then', 'insert into t select 1', 'end if', 'end'],
  ],
  [
    'a CASE is no block',
    'select case when a then b else c end from t',
    ['select case when a then b else c end from t'],
  ],
  [
    'MERGE keeps its clauses',
    'merge into t using s on a = b\nwhen matched then\nupdate set x = 1\nwhen not matched then\ninsert (x) values (1)',
    [
      'merge into t using s on a = b\nwhen matched then\nupdate set x = 1\nwhen not matched then\ninsert (x) values (1)',
    ],
  ],
  [
    'the head of a routine',
    'create procedure p as\nbegin\nselect 1\nend',
    ['create procedure p as', 'begin', 'select 1', 'end'],
  ],
];

test.each(CASES)('%s', (_case, script, statements) => {
  const found = splitStatements(sqlTokens(script));
  expect(found.map((tokens) => script.slice(tokens[0]?.start, tokens.at(-1)?.end))).toEqual(statements);
});
