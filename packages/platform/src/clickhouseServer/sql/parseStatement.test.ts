import { describe, expect, it } from 'vitest';
import { parseStatement } from './parseStatement.js';

const marked = (sql: string, at: number) => `${sql.slice(0, at)}|${sql.slice(at)}`;

describe('parseStatement: where rows of an INSERT start', () => {
  it.each([
    ['INSERT INTO t FORMAT JSONEachRow\n{"a":1}', 'INSERT INTO t |FORMAT JSONEachRow\n{"a":1}', '\n{"a":1}'],
    ['insert into d.t (a, b) format TSV', 'insert into d.t (a, b) |format TSV', ''],
    ['INSERT INTO t SETTINGS x=1 FORMAT CSV 1', 'INSERT INTO t |SETTINGS x=1 FORMAT CSV 1', ' 1'],
    ['INSERT INTO format FORMAT CSV', 'INSERT INTO format |FORMAT CSV', ''],
    [
      'INSERT INTO `format` (`values`) VALUES (1); x',
      'INSERT INTO `format` (`values`) |VALUES (1); x',
      ' (1); x',
    ],
    [
      "/* FORMAT a */ INSERT INTO t ('FORMAT X') FORMAT Y",
      "/* FORMAT a */ INSERT INTO t ('FORMAT X') |FORMAT Y",
      '',
    ],
    [
      "INSERT INTO TABLE FUNCTION null('a Int8') FORMAT TSV",
      "INSERT INTO TABLE FUNCTION null('a Int8') |FORMAT TSV",
      '',
    ],
  ])('%s', (sql, expected, data) => {
    const { insert, lane } = parseStatement(sql);
    expect(lane).toBe('ingest');
    expect(marked(sql, insert?.at ?? -1)).toBe(expected);
    expect(sql.slice(insert?.dataStart)).toBe(data);
  });

  it.each([
    'INSERT INTO t SELECT 1 FORMAT CSV',
    'INSERT INTO t WITH 1 AS x SELECT x',
    "INSERT INTO t FROM INFILE 'f' FORMAT CSV",
  ])('takes no rows: %s', (sql) =>
    expect(parseStatement(sql)).toMatchObject({ lane: 'query', verb: 'INSERT' }),
  );
});

describe('parseStatement: where a result format stands', () => {
  it.each([
    ['SELECT 1\nFORMAT JSON', 'SELECT 1\n|FORMAT JSON'],
    ['(SELECT 1) FORMAT TSV SETTINGS x = 1', '(SELECT 1) |FORMAT TSV SETTINGS x = 1'],
    [
      'WITH 1 AS format SELECT format ORDER BY format FORMAT CSV',
      'WITH 1 AS format SELECT format ORDER BY format |FORMAT CSV',
    ],
    ["SELECT ';' AS a -- ; FORMAT X\nFORMAT Native;", "SELECT ';' AS a -- ; FORMAT X\n|FORMAT Native;"],
    ['SELECT $h$ FORMAT CSV; $h$ FORMAT TSV', 'SELECT $h$ FORMAT CSV; $h$ |FORMAT TSV'],
  ])('%s', (sql, expected) => {
    const { output } = parseStatement(sql);
    expect(marked(sql, output?.at ?? -1)).toBe(expected);
  });

  it.each([
    'SELECT 1',
    'SELECT a FROM t ORDER BY format DESC',
    'SHOW TABLES FORMAT JSON',
    "SELECT 1 INTO OUTFILE 'x' FORMAT CSV",
  ])('has none that may be moved: %s', (sql) => expect(parseStatement(sql).output).toBeUndefined());
});

describe('parseStatement: lanes and ends', () => {
  it.each([
    ['ALTER TABLE t ADD COLUMN a Int8', 'schema'],
    ['create database d', 'schema'],
    ['SELECT 1', 'query'],
    ['OPTIMIZE TABLE t FINAL', 'query'],
    ['INSERT INTO t FORMAT TSV', 'ingest'],
  ])('%s waits in lane %s', (sql, lane) => expect(parseStatement(sql).lane).toBe(lane));

  it('leaves a closing semicolon and comment out', () => {
    const sql = 'SELECT 1; -- done';
    expect(sql.slice(0, parseStatement(sql).end)).toBe('SELECT 1');
  });

  it('refuses two statements', () => {
    expect(() => parseStatement('SELECT 1; DROP TABLE t')).toThrow('Multi-statements are not allowed');
  });
});
