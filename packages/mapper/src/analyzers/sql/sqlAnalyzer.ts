import type { Facts } from '../../facts/facts.js';
import type { SqlScript } from '../../facts/sqlScript.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerNotebook } from '../notebook/lowerNotebook.js';
import { isDatabricksExport, readDatabricks } from '../notebook/readDatabricks.js';
import { pythonGrammar } from '../python/pythonGrammar.js';
import { prepareParsers } from './parsing/parseQuery.js';
import { readScript } from './script/readScript.js';

/** Templates of dbt are rendered before they are read as SQL: as they stand they need not parse. */
const DBT =
  /\{\{-?\s*(?:config|ref|source)\s*\(|\{%-?\s*(?:macro|snapshot|(?:data_)?test|materialization|docs)\b|\bdbt_utils\.|\{\{[^}]*\b(?:ref|source)\s*\(/;

function analyzeSql({ text, path }: SourceFile): SqlScript {
  const { guess, statements, problems, unresolved, routines, calls, includes, stages } = readScript(
    text,
    path,
  );
  return {
    dialect: guess.namespace,
    ...(guess.sure ? { sure: true } : {}),
    statements,
    problems,
    ...(unresolved.length > 0 ? { unresolved } : {}),
    ...(routines.length > 0 ? { routines } : {}),
    ...(calls.length > 0 ? { calls } : {}),
    ...(includes.length > 0 ? { includes } : {}),
    ...(stages.length > 0 ? { stages } : {}),
  };
}

/** SQL files; the text of queries in other languages comes here too. */
export const sqlAnalyzer: Analyzer = {
  name: 'sql',
  version: 2,
  maximumBytes: 2_000_000,
  languageOf: () => 'sql',
  matches: (path) =>
    /\.(sql|bql|bqsql|hql|ddl|dml|psql|pgsql|plsql|tsql|prc|pks|pkb|bteq|snowsql)$/i.test(path),
  prepare: async () => {
    await Promise.all([prepareParsers(), pythonGrammar.load()]);
  },
  analyze: (file: SourceFile): Facts => {
    if (isDatabricksExport(file.text)) return lowerNotebook(readDatabricks(file.text, 'sql'), file.text);
    const sql = analyzeSql(file);
    const problems = sql.problems.map((each) => `line ${each.line}: ${each.reason}`);
    const facts: Facts = { sql, config: file.text };
    return problems.length > 0 && !DBT.test(file.text) ? { ...facts, problems } : facts;
  },
};
