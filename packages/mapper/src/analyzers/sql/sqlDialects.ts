const FALLBACK = ['postgres', 'bigquery', 'snowflake', 'tsql', 'spark', 'mysql', 'duckdb'] as const;

const HINTS: readonly [RegExp, string][] = [
  [/`[\w-]+[.`]|\bSAFE_|\bOPTIONS\s*\(|\bEXPORT\s+DATA\b|\bSTRUCT</i, 'bigquery'],
  [/\[[A-Za-z]\w*\]\.|#\w+|\bNVARCHAR\b|\bGETDATE\b|\bTOP\s*\(?\d/i, 'tsql'],
  [/\bINTO\s+\S+\s+FROM\s+@|\bVARIANT\b|:\w+::|\bQUALIFY\b/i, 'snowflake'],
  [/\bLATERAL\s+VIEW\b|\bSTORED\s+AS\b|\bOVERWRITE\b|\bINPATH\b/i, 'spark'],
  [/\bread_(parquet|csv|json)/i, 'duckdb'],
];

/** Dialects to try in order: those that the text hints at first, then the usual ones. */
export function sqlDialects(text: string): string[] {
  const hinted = HINTS.filter(([pattern]) => pattern.test(text)).map(([, dialect]) => dialect);
  return [...new Set([...hinted, ...FALLBACK])];
}

const NAMESPACES: Readonly<Record<string, string>> = {
  bigquery: 'bigquery',
  tsql: 'mssql',
  snowflake: 'snowflake',
  spark: 'hive',
  duckdb: 'duckdb',
  postgres: 'postgres',
};

const POSTGRES = /::\w+|\bILIKE\b|\bSERIAL\b|\$\$|\bON\s+CONFLICT\b|\bDISTINCT\s+ON\b/i;

/** The namespace of tables whose server is unknown, when the text can only be one dialect. */
export function namespaceOfDialect(text: string): string | null {
  const hinted =
    HINTS.find(([pattern]) => pattern.test(text))?.[1] ?? (POSTGRES.test(text) ? 'postgres' : undefined);
  return hinted === undefined ? null : (NAMESPACES[hinted] ?? null);
}
