export const READER = 'spark.Reader';

export const WRITER = 'spark.Writer';

export const FILES = [
  'csv',
  'parquet',
  'json',
  'orc',
  'text',
  'textFile',
  'avro',
  'xml',
  'delta',
  'binaryFile',
];

export const SETTINGS = [
  'schema',
  'mode',
  'partitionBy',
  'bucketBy',
  'sortBy',
  'outputMode',
  'trigger',
  'queryName',
  'clusterBy',
  'partitionedBy',
  'using',
  'tableProperty',
];
