import { init, parse as parseSecond } from '@guanmingchiu/sqlparser-ts';
import { parse } from '@polyglot-sql/sdk';
import { fromSecondParser } from './fromSecondParser.js';
import type { Json, JsonObject } from './syntaxTree.js';

export interface ParsedQuery {
  tree?: Json;
  /** Which parser read it, first or second. */
  stage?: 1 | 2;
  error: string;
}

const SECOND_NAMES: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  tsql: 'mssql',
  trino: 'ansi',
  spark: 'databricks',
};
const SECOND = new Set(
  'generic ansi mysql postgresql sqlite snowflake redshift mssql clickhouse bigquery duckdb databricks hive oracle teradata'.split(
    ' ',
  ),
);

/** Loads the second parser; the first one loads itself. */
export async function prepareParsers(): Promise<void> {
  await init();
}

/** What the parsers hand out came out of JSON. */
function isTree(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function tryFirst(text: string, dialect: string): ParsedQuery {
  const result = parse(text, dialect as Parameters<typeof parse>[1]);
  const tree: unknown = result.success ? result.ast?.[0] : undefined;
  if (isTree(tree) && result.ast?.length === 1 && !('raw' in tree) && !('command' in tree))
    return { tree, stage: 1, error: '' };
  return { error: result.error ?? 'no statement' };
}

function trySecond(text: string, dialect: string): ParsedQuery {
  const name = SECOND_NAMES[dialect] ?? dialect;
  try {
    const found: unknown = parseSecond(
      text,
      SECOND.has(name) ? (name as Parameters<typeof parseSecond>[1]) : 'generic',
    );
    const tree: unknown = Array.isArray(found) && found.length === 1 ? found[0] : undefined;
    return isTree(tree) ? { tree: fromSecondParser(tree), stage: 2, error: '' } : { error: 'no statement' };
  } catch (error) {
    if (error instanceof Error && error.name === 'RuntimeError') throw error;
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Parses one query: the first parser in the likely dialects, then the second, then the first in the other dialects. */
export function parseQuery(text: string, dialects: readonly string[]): ParsedQuery {
  const [best = 'generic', ...others] = dialects;
  const first = tryFirst(text, best);
  if (first.tree !== undefined) return first;
  const second = trySecond(text, best);
  if (second.tree !== undefined) return second;
  for (const dialect of others) {
    const found = tryFirst(text, dialect);
    if (found.tree !== undefined) return found;
  }
  const generic = trySecond(text, 'generic');
  return generic.tree === undefined ? { error: first.error } : generic;
}
