import type { SqlTable } from '../../../facts/sqlScript.js';
import { flowOfQuery } from '../queries/flowOfQuery.js';
import { underNames } from '../queries/relation.js';
import { constantText } from '../script/constantText.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor as Cursor, type TokenCursor } from '../text/tokenCursor.js';
import type { StatementReader } from './statementReader.js';

const STANDARD = new Set(['STDIN', 'STDOUT', 'PSTDIN', 'PSTDOUT']);

/** A file among the words of a command: `gzip -dc data/x.csv.gz`. */
function fileInCommand(command: string): string | undefined {
  const words = command.split(/[\s|<>;]+/).filter((word) => !/^-/.test(word));
  return words.slice(1).find((word) => /[/\\]|\.\w{2,5}$/.test(word)) ?? words.slice(1).at(-1);
}

/** The stage, path or text that stands here; undefined for the standard streams. */
function place(draft: StatementDraft, cursor: TokenCursor): SqlTable | undefined {
  const { token } = cursor;
  if (!token || STANDARD.has(token.word)) return undefined;
  if (cursor.take('PROGRAM')) {
    const command = cursor.next();
    const path = command && fileInCommand(command.text);
    return path === undefined || !command ? undefined : draft.location({ text: path, line: command.line });
  }
  if (token.kind === 'string' || (token.kind === 'name' && /[/@:.]/.test(token.text))) {
    cursor.next();
    const location = draft.location({ text: token.text, line: token.line });
    return location.name.startsWith('@')
      ? { name: location.name, line: location.line, kind: 'object' }
      : location;
  }
  if (token.text.startsWith('@') || token.word === '@') return stage(draft, cursor, token);
  return undefined;
}

function stage(draft: StatementDraft, cursor: TokenCursor, first: SqlToken): SqlTable {
  let text = '';
  let end = first.start;
  for (let { token } = cursor; token && token.start === end && token.word !== '('; token = cursor.token) {
    text += token.text;
    end = token.end;
    cursor.next();
  }
  return { name: draft.session.restore(text), line: first.line, kind: 'object' };
}

/** psql's `\copy` may leave its path without quotes. */
function unquotedPath(draft: StatementDraft, cursor: TokenCursor): SqlTable | undefined {
  const { token } = cursor;
  if (!token || STANDARD.has(token.word)) return undefined;
  let text = '';
  let end = token.start;
  for (let each: SqlToken | undefined = token; each && each.start === end; each = cursor.token) {
    text += each.raw;
    end = each.end;
    cursor.next();
  }
  return draft.location({ text: text.replace(/^["']|["']$/g, ''), line: token.line });
}

function columnsOf(tokens: readonly SqlToken[]): string[] {
  return tokens.filter((token) => token.kind === 'word' || token.kind === 'name').map((token) => token.text);
}

/** The places that Snowflake's and Databricks' COPY INTO reads: a stage, a path, or a query over one. */
function readSource(draft: StatementDraft, cursor: TokenCursor): void {
  const group = cursor.word() === '(' ? cursor.group() : undefined;
  if (group) draft.relation = flowOfQuery(draft, group);
  else {
    const from = place(draft, cursor);
    const name = from ? undefined : cursor.name();
    if (from) draft.readWhole([from]);
    else if (name) draft.readWhole([draft.table(name)]);
  }
}

/** `COPY INTO target FROM source`: either side may be a table or files. */
function copyInto(draft: StatementDraft, cursor: TokenCursor): void {
  const { token } = cursor;
  const files = place(draft, cursor);
  const name = files ? undefined : cursor.name();
  const columns = cursor.word() === '(' ? columnsOf(cursor.group() ?? []) : [];
  if (!token || !cursor.find('FROM')) return;
  cursor.next();
  readSource(draft, cursor);
  draft.relation = underNames(draft.relation, columns);
  if (files) draft.write(files);
  else if (name) draft.writeNamed(name, false);
}

/** COPY of PostgreSQL, Redshift, DuckDB, Snowflake and Databricks; `client` for psql's own. */
export const readCopy =
  (client: boolean): StatementReader =>
  (draft, cursor) => {
    const at = client ? unquotedPath : place;
    if (cursor.take('INTO')) {
      copyInto(draft, cursor);
      return;
    }
    const query = cursor.word() === '(' ? cursor.group() : undefined;
    const name = query ? undefined : cursor.name();
    const columns = cursor.word() === '(' ? columnsOf(cursor.group() ?? []) : [];
    if (query) draft.relation = flowOfQuery(draft, query);
    if (!cursor.find('FROM', 'TO')) return;
    const into = cursor.next()?.word === 'FROM';
    const files = cursor.word() === 'PROGRAM' ? place(draft, cursor) : at(draft, cursor);
    if (into && name) {
      if (files) draft.readWhole([files]);
      draft.relation = underNames(draft.relation, columns);
      draft.writeNamed(name, false);
    } else if (!into) {
      if (name && files) draft.readWhole([draft.table(name)]);
      if (files) draft.write(files);
    }
  };

/** `UNLOAD ('query') TO 'path'`: Redshift keeps its query in a string, Athena does not. */
export const readUnload: StatementReader = (draft, cursor) => {
  const group = cursor.group() ?? [];
  const [first] = group;
  const text = first?.kind === 'string' ? constantText(group, draft.session.variables) : undefined;
  if (text) draft.relation = flowOfQuery(draft, draft.session.tokensOf(text));
  else if (group.length > 0) draft.relation = flowOfQuery(draft, group);
  if (!cursor.find('TO')) return;
  cursor.next();
  const files = place(draft, cursor);
  if (files) draft.write(files);
};

/** BigQuery's `EXPORT DATA OPTIONS(uri = …) AS query`; Hive's and DuckDB's EXPORT of a table or a database. */
export const readExport: StatementReader = (draft, cursor) => {
  if (cursor.take('TABLE')) {
    const name = cursor.name();
    if (!name || !cursor.find('TO')) return;
    cursor.next();
    const files = place(draft, cursor);
    draft.readWhole([draft.table(name)]);
    if (files) draft.write(files);
    return;
  }
  const uris = optionTexts(cursor.rest(), 'URI', 'URIS', 'PATH');
  for (const uri of uris) draft.write(draft.location(uri));
  if (cursor.find('AS')) draft.relation = flowOfQuery(draft, cursor.rest().slice(1));
};

/** LOAD DATA of Hive, MySQL and BigQuery. */
export const readLoad: StatementReader = (draft, cursor) => {
  const rest = cursor.rest();
  const paths = optionTexts(rest, 'INPATH', 'INFILE', 'URIS');
  const after = new Cursor(rest);
  if (!after.find('INTO', 'OVERWRITE')) return;
  after.skipWords(new Set(['INTO', 'OVERWRITE', 'TABLE']));
  const name = after.name();
  if (!name) return;
  draft.readWhole(paths.map((path) => draft.location(path)));
  draft.writeNamed(name, false);
};

/** `BULK INSERT t FROM 'path'`, with the data source that the path may start from. */
export const readBulk: StatementReader = (draft, cursor) => {
  if (!cursor.take('INSERT')) return;
  const name = cursor.name();
  if (!name || !cursor.take('FROM')) return;
  const files = place(draft, cursor);
  const [source] = optionTexts(cursor.rest(), 'DATA_SOURCE');
  if (files && source)
    draft.readWhole([{ name: `@${source.text}/${files.name}`, line: files.line, kind: 'object' }]);
  else if (files) draft.readWhole([files]);
  draft.writeNamed(name, false);
};
