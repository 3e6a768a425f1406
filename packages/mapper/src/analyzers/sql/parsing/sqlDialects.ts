interface Hint {
  /** The parser's name of the dialect. */
  dialect: string;
  namespace: string;
  /** What no other dialect has. */
  sure?: RegExp;
  likely?: RegExp;
  /** A folder or a part of the file's name. */
  path: RegExp;
}

const HINTS: readonly Hint[] = [
  {
    dialect: 'bigquery',
    namespace: 'bigquery',
    sure: /`[\w-]+\.[\w-]+\.[\w*{}-]+`|`[\w-]+`\.\w+\.\w+|\bEXPORT\s+DATA\s+OPTIONS\b|\bML\.(?:PREDICT|EVALUATE|FORECAST)\s*\(|\bCREATE\s+(?:OR\s+REPLACE\s+)?MODEL\b[\s\S]{0,200}\bOPTIONS\b|#(?:standard|legacy)SQL|\bEXTERNAL_QUERY\s*\(|_TABLE_SUFFIX\b/i,
    likely: /`[\w-]+[.`]|\bSAFE_\w+\s*\(|\bOPTIONS\s*\(|\bSTRUCT\s*[<(]|\bUNNEST\s*\(\s*\w+\.\w+/i,
    path: /big_?query|(?:^|[/_.-])bq(?:[/_.-]|$)/i,
  },
  {
    dialect: 'tsql',
    namespace: 'mssql',
    sure: /^[ \t]*GO[ \t]*\r?$|\[dbo\]\.|\bOPENROWSET\s*\(|\bOPENQUERY\s*\(|\bCROSS\s+APPLY\b|\bBULK\s+INSERT\b|\bsp_execute\w+|\bINTO\s+##?\w+|\bFROM\s+##?\w+/im,
    likely:
      /\[[A-Za-z]\w*\]\.|(?<![\w#])##?[A-Za-z]\w+|\bNVARCHAR\b|\bGETDATE\s*\(|\bSELECT\s+TOP\s*\(?\d|\bdbo\.\w+|\bDECLARE\s+@\w+|\(nolock\)/i,
    path: /t-?sql|mssql|sql[_-]?server|synapse/i,
  },
  {
    dialect: 'snowflake',
    namespace: 'snowflake',
    sure: /\bCOPY\s+INTO\s+(?:@|\S+\s+FROM\s+@)|\bLATERAL\s+FLATTEN\s*\(|\bTABLE\s*\(\s*FLATTEN|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+)?(?:STAGE|PIPE|STREAM|TASK|WAREHOUSE|DYNAMIC\s+TABLE|FILE\s+FORMAT|TRANSIENT\s+TABLE)\b|\bUSE\s+WAREHOUSE\b|\bSWAP\s+WITH\b|\bSNOWFLAKE\.\w+/i,
    likely: /\bVARIANT\b|:\w+::|\bQUALIFY\b|\bIFF\s*\(|\bFROM\s+@|\bIDENTIFIER\s*\(/i,
    path: /snowflake|(?:^|[/_.-])sf(?:[/_.-]|$)/i,
  },
  {
    dialect: 'redshift',
    namespace: 'redshift',
    sure: /\bDIST(?:KEY|STYLE)\b|\bSORTKEY\b|\bUNLOAD\s*\(\s*(?:'|\$\$)|\bIAM_ROLE\b/i,
    path: /redshift/i,
  },
  {
    dialect: 'spark',
    namespace: 'hive',
    sure: /\bLATERAL\s+VIEW\b|\bSTORED\s+AS\b|\bINSERT\s+OVERWRITE\b|\bINPATH\b|\bUSING\s+DELTA\b|\b(?:delta|parquet)\.`|\bMSCK\b|\bROW\s+FORMAT\s+SERDE\b|\bTBLPROPERTIES\b/i,
    likely: /\bDISTRIBUTE\s+BY\b|\bcollect_(?:set|list)\s*\(|\bUSING\s+PARQUET\b/i,
    path: /(?:^|[/_.-])(?:hive|spark|databricks|hql|impala)(?:[/_.-]|$)|\.hql$/i,
  },
  {
    dialect: 'clickhouse',
    namespace: 'clickhouse',
    sure: /\bENGINE\s*=\s*(?:\w*MergeTree|Kafka|S3|Distributed|Null|Memory|ReplicatedMergeTree|Dictionary)\b|\bPREWHERE\b|\bARRAY\s+JOIN\b/i,
    path: /clickhouse/i,
  },
  {
    dialect: 'duckdb',
    namespace: 'duckdb',
    sure: /\bread_(?:parquet|csv|csv_auto|json|json_auto|ndjson)\s*\(|\bparquet_scan\s*\(|\bPRAGMA\s+threads\b|\bINSTALL\s+httpfs\b|^[ \t]*FROM\s+'[^']+\.(?:parquet|csv|json)/im,
    path: /duck_?db/i,
  },
  {
    dialect: 'mysql',
    namespace: 'mysql',
    sure: /\bENGINE\s*=\s*(?:InnoDB|MyISAM)\b|\bLOAD\s+DATA\s+(?:\w+\s+)?(?:LOCAL\s+)?INFILE\b|^[ \t]*DELIMITER\s/im,
    likely: /\bAUTO_INCREMENT\b|\bIFNULL\s*\(|\bSTRAIGHT_JOIN\b/i,
    path: /mysql|mariadb/i,
  },
  {
    dialect: 'oracle',
    namespace: 'oracle',
    sure: /\bVARCHAR2\b|\bNVL2\s*\(|\bDBMS_\w+\.|\bFROM\s+DUAL\b|\bROWNUM\b|\bEXECUTE\s+IMMEDIATE\b[\s\S]{0,2000}\bEXCEPTION\s+WHEN\b/i,
    likely: /\(\+\)|\bSYSDATE\b|\bCONNECT\s+BY\b/i,
    path: /oracle|pl-?sql(?!\w)/i,
  },
  {
    dialect: 'teradata',
    namespace: 'teradata',
    sure: /\bVOLATILE\s+TABLE\b|\bPRIMARY\s+INDEX\s*\(|\bMULTISET\s+TABLE\b|\bCOLLECT\s+STAT/i,
    path: /teradata|bteq/i,
  },
  {
    dialect: 'sqlite',
    namespace: 'sqlite',
    likely: /\bAUTOINCREMENT\b|\bPRAGMA\s+\w+|\bsqlite_master\b/i,
    path: /sqlite/i,
  },
  {
    dialect: 'trino',
    namespace: 'trino',
    sure: /\bWITH\s*\(\s*(?:format|external_location|partitioned_by|partitioning)\s*=/i,
    likely: /\bapprox_distinct\s*\(|\bCROSS\s+JOIN\s+UNNEST\b|\bdate_parse\s*\(/i,
    path: /(?:^|[/_.-])(?:trino|presto|athena)(?:[/_.-]|$)/i,
  },
  {
    dialect: 'postgres',
    namespace: 'postgres',
    sure: /\bLANGUAGE\s+'?plpgsql\b|^[ \t]*\\(?:copy|i|ir|set|echo|timing|connect)\b|\bCREATE\s+EXTENSION\b|\bpg_catalog\.|\bDISTINCT\s+ON\s*\(/im,
    likely: /::\w+|\bILIKE\b|\bSERIAL\b|\$\$|\bON\s+CONFLICT\b|\bJSONB\b|\bgenerate_series\s*\(/i,
    path: /postgres|(?:^|[/_.-])(?:pg|psql)(?:[/_.-]|$)/i,
  },
];

const FALLBACK = ['postgres', 'bigquery', 'snowflake', 'tsql', 'spark', 'duckdb'] as const;
const MAXIMUM_TRIES = 5;
const NAMED = /^\s*--\s*(?:sqlfluff:)?dialect\s*[:=]\s*(\w+)/im;

const ALIASES: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  sparksql: 'spark',
  databricks: 'spark',
  hive: 'spark',
  presto: 'trino',
  athena: 'trino',
  mssql: 'tsql',
  sqlserver: 'tsql',
  synapse: 'tsql',
  fabric: 'tsql',
};

export interface DialectGuess {
  /** Dialects for the parser, best first. */
  dialects: string[];
  /** The namespace of tables whose server is unknown; null when any would do. */
  namespace: string | null;
  /** Whether the script can be of no other dialect. */
  sure: boolean;
}

function order(first: readonly string[]): string[] {
  return [...new Set([...first, ...FALLBACK])].slice(0, Math.max(MAXIMUM_TRIES, first.length));
}

/** What a script says about its dialect: a comment that names it, what no other dialect has, its folder, its habits. */
export function guessDialect(text: string, path: string): DialectGuess {
  const named = NAMED.exec(text)?.[1]?.toLowerCase();
  const stated =
    named === undefined ? undefined : HINTS.find((hint) => hint.dialect === (ALIASES[named] ?? named));
  const certain = HINTS.filter((hint) => hint.sure?.test(text));
  const placed = HINTS.filter((hint) => hint.path.test(path));
  const likely = HINTS.filter((hint) => hint.likely?.test(text));
  const ordered = [
    ...(stated ? [stated] : []),
    ...certain.filter((hint) => placed.includes(hint)),
    ...placed,
    ...certain,
    ...likely,
  ];
  const [best] = ordered;
  return {
    dialects: order(ordered.map((hint) => hint.dialect)),
    namespace: best?.namespace ?? null,
    sure: stated !== undefined || certain.length === 1 || best?.dialect === 'redshift' || placed.length === 1,
  };
}
