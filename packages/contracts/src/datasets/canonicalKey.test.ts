import { describe, expect, test } from 'vitest';
import { canonicalKey } from './canonicalKey.js';
import { datasetId } from './datasetId.js';

type Spelling = [namespace: string, name: string];

const SAME: ReadonlyArray<[string, Spelling, Spelling]> = [
  [
    'case of a table',
    ['postgres://DB:5432', 'App.Public.Flights'],
    ['postgres://db:5432', 'app.public.flights'],
  ],
  ['quotes around a table', ['bigquery', '`p.d.t`'], ['bigquery', 'p.d.t']],
  ['brackets around a table', ['mssql', '[dbo].[Trips]'], ['mssql', 'dbo.trips']],
  ['default port of PostgreSQL', ['postgres://h', 'd.s.t'], ['postgres://h:5432', 'd.s.t']],
  ['scheme of PostgreSQL', ['postgresql://h', 'd.s.t'], ['postgres://h', 'd.s.t']],
  ['scheme of SQL Server', ['sqlserver://h:1433', 'd.s.t'], ['mssql://h', 'd.s.t']],
  ['scheme of S3', ['s3a://b', 'k/x'], ['s3://b', 'k/x']],
  ['scheme of Google storage', ['gcs://b', 'k'], ['gs://b', 'k']],
  ['wasbs and abfss', ['wasbs://c@a.blob.core.windows.net', 'p'], ['abfss://c@a.dfs.core.windows.net', 'p']],
  [
    'blob over https',
    ['https://a.blob.core.windows.net', 'c/p/q'],
    ['abfss://c@a.dfs.core.windows.net', 'p/q'],
  ],
  ['slashes of an object key', ['s3://b/', '/k//x/'], ['s3://b', 'k/x']],
  ['key=value partitions', ['s3://b', 'events/dt=2024-01-01/hour=3'], ['s3://b', 'events']],
  ['a file below a partition', ['s3://b', 'events/dt=2024-01-01/a.parquet'], ['s3://b', 'events']],
  ['date partition', ['s3://b', 'events/2024-01-01'], ['s3://b', 'events/']],
  ['compact date partition', ['s3://b', 'events/20240101'], ['s3://b', 'events']],
  ['year and month folders', ['s3://b', 'events/2024/01'], ['s3://b', 'events']],
  ['year, month and day folders', ['s3://b', 'events/2024/01/31'], ['s3://b', 'events']],
  ['part files', ['s3://b', 'events/part-0001.parquet'], ['s3://b', 'events']],
  ['globs', ['s3://b', 'events/*.parquet'], ['s3://b', 'events']],
  ['query of a download', ['https://h', 'a.csv?raw=true'], ['http://h:80', 'a.csv']],
  ['date shard of a table', ['bigquery', 'p.d.events_20240101'], ['bigquery', 'p.d.events_*']],
  ['partition decorator', ['bigquery', 'p.d.events$20240101'], ['bigquery', 'p.d.events']],
  ['partition decorator from a variable', ['bigquery', 'p.d.events$\u007Bday}'], ['bigquery', 'p.d.events']],
  ['order of bootstrap hosts', ['kafka://b:9092,a', 't'], ['kafka://a:9092,b', 't']],
  ['relative file', ['file', './data/a.csv'], ['file', 'data/a.csv']],
  ['DBFS mount', ['file', '/dbfs/mnt/a'], ['dbfs', '/mnt/a']],
  ['Composer mount', ['file', '/home/airflow/gcs/a'], ['gs://{composer_bucket}', 'a']],
];

const DIFFERENT: ReadonlyArray<[string, Spelling, Spelling]> = [
  ['case of an object key', ['s3://b', 'K'], ['s3://b', 'k']],
  ['case of a file', ['file', 'Data/a.csv'], ['file', 'data/a.csv']],
  ['case of a topic', ['kafka://h', 'Flights'], ['kafka://h', 'flights']],
  ['another port', ['postgres://h:5433', 'd.s.t'], ['postgres://h', 'd.s.t']],
  ['another bucket', ['s3://a', 'k'], ['s3://b', 'k']],
  ['absolute and relative file', ['file', '/data/a.csv'], ['file', 'data/a.csv']],
  ['two files of one folder', ['s3://b', 'x/a.parquet'], ['s3://b', 'x/b.parquet']],
  ['a number that is no date', ['bigquery', 'd.model_12345678'], ['bigquery', 'd.model']],
];

describe('spellings of the same data', () => {
  test.each(SAME)('%s', (_case, left, right) => {
    expect(canonicalKey(...left)).toBe(canonicalKey(...right));
    expect(datasetId(...left)).toBe(datasetId(...right));
  });
});

describe('different data', () => {
  test.each(DIFFERENT)('%s', (_case, left, right) => {
    expect(canonicalKey(...left)).not.toBe(canonicalKey(...right));
    expect(datasetId(...left)).not.toBe(datasetId(...right));
  });
});

test('a whole path of partitions keeps its first segment', () => {
  expect(canonicalKey('s3://b', '2024-01-01')).toBe('s3://b|2024-01-01');
});

test('an id is 16 hex digits and stable', () => {
  expect(datasetId('s3://b', 'k')).toMatch(/^[0-9a-f]{16}$/);
  expect(datasetId('s3://b', 'k')).toBe(datasetId('s3a://b', '/k/'));
});
