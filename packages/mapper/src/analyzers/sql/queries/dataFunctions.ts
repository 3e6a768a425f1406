import type { SqlTable } from '../../../facts/sqlScript.js';
import { splitArguments } from '../script/constantText.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { locationsAmong, optionTexts } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';

type ReadArguments = (draft: StatementDraft, args: readonly SqlToken[], line: number) => SqlTable[];

function argumentTexts(args: readonly SqlToken[]): string[] {
  return splitArguments(args).map((part) => part.map((token) => token.text).join(''));
}

/** Files given by path: `read_parquet('x')`, `read_csv(['a', 'b'])`, `s3('https://…')`. */
const files: ReadArguments = (draft, args) => {
  const [first = []] = splitArguments(args);
  const texts = first.filter((token) => token.kind === 'string' || token.kind === 'name');
  return texts.map((token) => draft.location({ text: token.text, line: token.line }));
};

/** `OPENROWSET(BULK 'path', …)`; the older form holds a query for another server. */
const openRowset: ReadArguments = (draft, args, line) => {
  const bulk = optionTexts(args, 'BULK');
  if (bulk.length > 0) return bulk.map((each) => draft.location(each));
  const [, , query] = splitArguments(args);
  return query ? remoteQuery(draft, query, 'mssql') : unnamed(draft, line, 'OPENROWSET');
};

function unnamed(draft: StatementDraft, line: number, what: string): SqlTable[] {
  draft.session.cannotKnow(line, what, `${what} does not name its data by a constant`);
  return [];
}

/** Tables of a query that another server answers. */
function remoteQuery(draft: StatementDraft, tokens: readonly SqlToken[], namespace: string): SqlTable[] {
  const text = tokens.find((token) => token.kind === 'string' || token.kind === 'name');
  if (!text) return [];
  return draft.session.tablesOfText(text).map((table) => ({ ...table, namespace }));
}

const externalQuery: ReadArguments = (draft, args) => {
  const [connection = [], query = []] = splitArguments(args);
  const name = connection.map((token) => token.text).join('');
  return remoteQuery(draft, query, `connection://${draft.session.restore(name)}`);
};

const openQuery: ReadArguments = (draft, args) => {
  const [server = [], query = []] = splitArguments(args);
  return remoteQuery(
    draft,
    query,
    `mssql://${draft.session.restore(server.map((token) => token.text).join(''))}`,
  );
};

/** `remote('host', db, table)`, `mysql('host:port', 'db', 'table', …)`, `postgres_scan('…', 'schema', 'table')`. */
const remote =
  (scheme: string): ReadArguments =>
  (draft, args, line) => {
    const [host = '', database = '', table = ''] = argumentTexts(args).map((each) =>
      draft.session.restore(each),
    );
    const namespace = /[\s=]/.test(host) ? scheme : `${scheme}://${host}`;
    const parts = database.includes('.') ? [database] : [database, table].filter(Boolean);
    return [{ name: parts.join('.'), line, namespace }];
  };

const fileTable =
  (scheme: string): ReadArguments =>
  (draft, args, line) => {
    const [path = '', table = ''] = argumentTexts(args).map((each) => draft.session.restore(each));
    return [{ name: table, line, namespace: `${scheme}://${path}` }];
  };

/** `IDENTIFIER('a.b')`, `TABLE(x)`, `STREAM(x)`: a name in brackets. */
const byName: ReadArguments = (draft, args, line) => {
  const [token] = args;
  if (token?.kind === 'string')
    return [draft.table({ parts: token.text.split('.'), line: token.line, quoted: false })];
  const written = args.map((each) => each.text).join('');
  if (/^[:$@]/.test(written)) return known(draft, written, line) ?? unnamed(draft, line, 'IDENTIFIER');
  const cursor = new TokenCursor(args);
  const name = cursor.name();
  if (name && cursor.word() === '(') return dataFunction(draft, name, cursor.group() ?? []);
  return name ? [draft.table(name)] : unnamed(draft, line, 'IDENTIFIER');
};

/** `TABLE(f(x))` is a call like any other, unless `f` names data itself. */
function namesData(args: readonly SqlToken[]): boolean {
  const cursor = new TokenCursor(args);
  const name = cursor.name();
  return !name || cursor.word() !== '(' || isDataFunction(name, cursor.group() ?? []);
}

/** The table that a variable of the script names. */
function known(draft: StatementDraft, variable: string, line: number): SqlTable[] | undefined {
  const text = draft.session.variables.get(variable.replace(/^[:$@]/, '').toLowerCase());
  return text && [draft.table({ parts: text.value.split('.'), line, quoted: false })];
}

const inferred: ReadArguments = (draft, args) => locationsAmong(args).map((each) => draft.location(each));

const FUNCTIONS: Readonly<Record<string, ReadArguments>> = {
  ...Object.fromEntries(
    'READ_CSV READ_CSV_AUTO READ_PARQUET READ_JSON READ_JSON_AUTO READ_NDJSON READ_NDJSON_AUTO READ_TEXT READ_XLSX PARQUET_SCAN DELTA_SCAN ICEBERG_SCAN ST_READ S3 S3CLUSTER GCS URL URLCLUSTER HDFS FILE AZUREBLOBSTORAGE DELTALAKE ICEBERG READ_FILES CLOUD_FILES'
      .split(' ')
      .map((name) => [name, files]),
  ),
  OPENROWSET: openRowset,
  OPENQUERY: openQuery,
  EXTERNAL_QUERY: externalQuery,
  DBLINK: externalQuery,
  REMOTE: remote('clickhouse'),
  REMOTESECURE: remote('clickhouse'),
  MYSQL: remote('mysql'),
  POSTGRESQL: remote('postgres'),
  MONGODB: remote('mongodb'),
  POSTGRES_SCAN: remote('postgres'),
  MYSQL_SCAN: remote('mysql'),
  SQLITE_SCAN: fileTable('sqlite'),
  IDENTIFIER: byName,
  TABLE: byName,
  STREAM: byName,
  SEMANTIC_VIEW: byName,
  TABLE_CHANGES: byName,
  CHANGES: byName,
  INFER_SCHEMA: inferred,
};

function functionName(name: WrittenName): string {
  return name.parts.length === 1 ? (name.parts[0] ?? '').toUpperCase() : '';
}

/** Whether a table function names data by its arguments. */
export function isDataFunction(name: WrittenName, args: readonly SqlToken[]): boolean {
  const own = functionName(name);
  return Object.hasOwn(FUNCTIONS, own) && (FUNCTIONS[own] !== byName || namesData(args));
}

/** The data that a call of such a function reads. */
export function dataFunction(
  draft: StatementDraft,
  name: WrittenName,
  args: readonly SqlToken[],
): SqlTable[] {
  return FUNCTIONS[functionName(name)]?.(draft, args, name.line) ?? [];
}
