/** Output formats whose results may go through a file, with the content type that ClickHouse answers. */
const contentTypes: Record<string, string> = {
  json: 'application/json; charset=UTF-8',
  ndjson: 'application/x-ndjson; charset=UTF-8',
  tsv: 'text/tab-separated-values; charset=UTF-8',
  csv: 'text/csv; charset=UTF-8; header=absent',
  csvHeader: 'text/csv; charset=UTF-8; header=present',
  text: 'text/plain; charset=UTF-8',
  binary: 'application/octet-stream',
  arrow: 'application/vnd.apache.arrow.stream',
};

const formatsByType: Record<string, readonly string[]> = {
  json: [
    'JSON',
    'JSONCompact',
    'JSONStrings',
    'JSONCompactStrings',
    'JSONColumns',
    'JSONCompactColumns',
    'JSONColumnsWithMetadata',
    'JSONObjectEachRow',
  ],
  ndjson: [
    'JSONEachRow',
    'JSONLines',
    'NDJSON',
    'JSONStringsEachRow',
    'JSONCompactEachRow',
    'JSONCompactEachRowWithNames',
    'JSONCompactEachRowWithNamesAndTypes',
    'JSONCompactStringsEachRow',
    'JSONCompactStringsEachRowWithNames',
    'JSONCompactStringsEachRowWithNamesAndTypes',
  ],
  tsv: ['TSV', 'TabSeparated', 'TSVRaw', 'TabSeparatedRaw', 'TSVWithNames', 'TabSeparatedWithNames'].concat([
    'TSVWithNamesAndTypes',
    'TabSeparatedWithNamesAndTypes',
  ]),
  csv: ['CSV'],
  csvHeader: ['CSVWithNames', 'CSVWithNamesAndTypes'],
  text: ['Values', 'Vertical', 'Pretty', 'PrettyCompact', 'Markdown', 'XML', 'LineAsString'],
  binary: [
    'RowBinary',
    'RowBinaryWithNames',
    'RowBinaryWithNamesAndTypes',
    'Native',
    'Parquet',
    'ORC',
    'Avro',
  ],
  arrow: ['ArrowStream', 'Arrow'],
};

const typeOfFormat = new Map(
  Object.entries(formatsByType).flatMap(([type, formats]) => formats.map((format) => [format, type])),
);

/** Whether `name` is a format that a statement's trailing `FORMAT name` can mean. */
export function isOutputFormat(name: string): boolean {
  return typeOfFormat.has(name) || name === 'Null';
}

/** The Content-Type of an answer in this format. */
export function contentTypeOf(format: string): string {
  return contentTypes[typeOfFormat.get(format) ?? 'text'] ?? 'text/plain; charset=UTF-8';
}
