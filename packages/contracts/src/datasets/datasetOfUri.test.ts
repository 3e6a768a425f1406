import { expect, test } from 'vitest';
import { datasetOfUri } from './datasetOfUri.js';

const CASES: ReadonlyArray<[string, string, string]> = [
  ['s3://bucket/raw/trips', 's3://bucket', 'raw/trips'],
  ['gs://bucket', 'gs://bucket', '/'],
  ['https://h.org/a/b.csv?x=1#top', 'https://h.org', 'a/b.csv'],
  ['http://user:secret@h.org/a', 'https://h.org', 'a'],
  ['https://h.org?x=1', 'https://h.org', '/'],
  ['data/a.csv', 'file', 'data/a.csv'],
  ['/data/a.csv', 'file', '/data/a.csv'],
  ['file:///data/a.csv', 'file', '/data/a.csv'],
  ['file://host/data/a.csv', 'file://host', 'data/a.csv'],
  ['O:\\folder\\file', 'file', 'O:/folder/file'],
  ['\\\\host\\share\\x', 'file://host', 'share/x'],
  ['dbfs:/mnt/x', 'dbfs', 'mnt/x'],
  ['abfss://c@a.dfs.core.windows.net/p/q', 'abfss://c@a.dfs.core.windows.net', 'p/q'],
  ['hdfs:///warehouse/x', 'hdfs', 'warehouse/x'],
];

test.each(CASES)('%s', (uri, namespace, name) => {
  expect(datasetOfUri(uri)).toEqual({ namespace, name });
});
