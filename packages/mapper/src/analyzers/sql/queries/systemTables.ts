const SCHEMAS = new Set([
  'information_schema',
  'pg_catalog',
  'sys',
  'sysibm',
  'syscat',
  'account_usage',
  'performance_schema',
]);
const TABLES =
  /^(dual|sysdummy1|sqlite_master|sqlite_schema|pg_(class|namespace|tables|stat_\w+|locks|roles|attribute|index|indexes|views|constraint|type|proc|database|settings|extension)|sysobjects|syscolumns|sysindexes|all_(tables|tab_columns|objects|indexes)|user_(tables|tab_columns|objects)|dba_\w+|stl_\w+|stv_\w+|svv_\w+|svl_\w+)$/i;

/** Tables in which a server describes itself: they are no data source. */
export function isSystemTable(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? '';
  return (
    TABLES.test(last) ||
    parts.slice(0, -1).some((part) => SCHEMAS.has(part.toLowerCase())) ||
    /^information_schema\./i.test(last)
  );
}
