const TABLE_SCHEMES: ReadonlySet<string> = new Set([
  'athena',
  'awsathena',
  'arn',
  'azurecosmos',
  'bigquery',
  'cassandra',
  'clickhouse',
  'crate',
  'databricks',
  'db2',
  'duckdb',
  'fabric-warehouse',
  'hive',
  'kusto',
  'mssql',
  'mysql',
  'oceanbase',
  'oracle',
  'postgres',
  'redshift',
  'snowflake',
  'spanner',
  'sql',
  'sqlite',
  'teradata',
  'trino',
  'unitycatalog',
]);

const OBJECT_SCHEMES: ReadonlySet<string> = new Set([
  's3',
  'gs',
  'abfss',
  'dbfs',
  'hdfs',
  'file',
  'https',
  'ftp',
  'sftp',
]);

const DATE_SEGMENT = /^(\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4}|(19|20)\d{6})(T[\d:.]+)?Z?$/;
const KEY_VALUE = /^[^=/]+=[^/]*$/;
const PART_FILE = /^(part-[^/]*|\*(\.[^/]*)?|\*\*|_SUCCESS)$/;
const YEAR = /^(19|20)\d{2}$/;
const TWO_DIGITS = /^\d{2}$/;

/** Drops partitions and part files from the end of a path, but never the whole of it. */
function foldPartitions(segments: readonly string[]): string[] {
  const kept = [...segments];
  for (;;) {
    const last = kept.at(-1) ?? '';
    const before = kept.at(-2) ?? '';
    if (kept.length > 1 && (PART_FILE.test(last) || KEY_VALUE.test(last) || DATE_SEGMENT.test(last)))
      kept.pop();
    else if (kept.length > 2 && KEY_VALUE.test(before)) kept.pop();
    else if (kept.length > 2 && YEAR.test(before) && TWO_DIGITS.test(last)) kept.splice(-2);
    else if (
      kept.length > 3 &&
      YEAR.test(kept.at(-3) ?? '') &&
      TWO_DIGITS.test(before) &&
      TWO_DIGITS.test(last)
    )
      kept.splice(-3);
    else return kept;
  }
}

function canonicalPath(scheme: string, name: string): string {
  const text = scheme === 'https' ? name.replace(/[?#].*$/s, '') : name;
  const absolute = scheme === 'file' && text.startsWith('/');
  const segments = text
    .replaceAll('\\', scheme === 'file' ? '/' : '\\')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  const path = foldPartitions(segments).join('/');
  return `${absolute ? '/' : ''}${path}` || '/';
}

/** Folds case, quoting, BigQuery decorators and date shards (`events_20240101`, `events_*`). */
function canonicalTable(name: string): string {
  const plain = name
    .replace(/["`[\]]/g, '')
    .trim()
    .toLowerCase();
  return (
    plain
      .replace(/\$(\d+|\{[^{}]*\})$/, '')
      .replace(/_?(19|20)\d{6}$/, '')
      .replace(/_?\*$/, '') || plain
  );
}

/** The part of the key that the name gives, for a namespace that is already canonical. */
export function canonicalName(namespace: string, name: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*/.exec(namespace)?.[0] ?? namespace;
  if (OBJECT_SCHEMES.has(scheme)) return canonicalPath(scheme, name.trim());
  if (TABLE_SCHEMES.has(scheme)) return canonicalTable(name);
  return name.trim().replace(/^\/+|\/+$/g, '') || '/';
}
