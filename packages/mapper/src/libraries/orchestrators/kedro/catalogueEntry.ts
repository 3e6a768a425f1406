import type { CatalogueEntry } from '../../../interpreter/machine.js';
import { spell } from '../../../values/text.js';
import { stringsOf } from '../../../values/texts.js';
import type { Value } from '../../../values/value.js';
import { tableSpaceOfUrl } from '../../tableSpace.js';
import { fieldAt } from '../fieldAt.js';

/** What an entry of Kedro's catalogue stands for: a dataset, or a query. */
export interface KedroEntry extends Partial<CatalogueEntry> {
  query?: string;
  space?: { namespace: string; prefix: string };
  /** Kept in memory only. */
  memory?: true;
  /** Kept by a type whose place nothing says. */
  nowhere?: true;
}

function text(value: Value | undefined, ...keys: string[]): string | undefined {
  const found = fieldAt(value, keys)?.texts?.[0]?.value;
  return found === undefined || found === null ? undefined : spell(found);
}

function spaceOf(entry: Value, type: string): { namespace: string; prefix: string } {
  const url = text(entry, 'credentials', 'con') ?? text(entry, 'credentials', 'connection_string');
  if (url !== undefined) return tableSpaceOfUrl(url);
  if (/Snowflake/i.test(type)) return { namespace: 'snowflake', prefix: '' };
  if (/GBQ|BigQuery/i.test(type)) return { namespace: 'bigquery', prefix: '' };
  return { namespace: /Hive|Spark|Databricks|Delta|ManagedTable/i.test(type) ? 'hive' : 'sql', prefix: '' };
}

function tableEntry(entry: Value, type: string, table: string): KedroEntry {
  const { namespace, prefix } = spaceOf(entry, type);
  const parts = ['project', 'catalog', 'database', 'dataset', 'schema'].map((key) => text(entry, key));
  const schema = text(entry, 'load_args', 'schema') ?? text(entry, 'save_args', 'schema');
  const name = [prefix, ...parts, schema, table]
    .filter((part) => part !== undefined && part !== '')
    .join('.');
  return { location: name, namespace, kind: 'table' };
}

function columnsOf(entry: Value): string[] | undefined {
  const columns = stringsOf(
    fieldAt(entry, ['load_args', 'usecols']) ?? fieldAt(entry, ['load_args', 'columns']),
  );
  return columns.length > 0 ? columns : undefined;
}

/** Reads one entry of `catalog.yml`, or a dataset object written in code. */
export function kedroEntry(entry: Value): KedroEntry | undefined {
  const type = text(entry, 'type') ?? '';
  if (/Memory(Data)?[sS]et$/.test(type)) return { memory: true };
  const query = text(entry, 'sql');
  if (query !== undefined) return { query, space: spaceOf(entry, type) };
  const table = text(entry, 'table_name') ?? text(entry, 'table');
  if (table !== undefined) return tableEntry(entry, type, table);
  const inner = fieldAt(entry, ['dataset']);
  const location =
    text(entry, 'filepath') ?? text(entry, 'path') ?? text(entry, 'url') ?? text(inner, 'filepath');
  if (location === undefined) return undefined;
  const columns = columnsOf(entry);
  const kind = /API/.test(type) ? 'api' : undefined;
  return { location, ...(columns ? { columns } : {}), ...(kind ? { kind } : {}) };
}
