import type { IncomingMessage } from 'node:http';
import { protocolError } from '../errors/clickHouseError.js';
import { parseStatement, type Statement } from '../sql/parseStatement.js';
import { readWholeBody } from './readWholeBody.js';

/** Rows of an INSERT: raw chunks, and the compression in which the engine will read them. */
export interface IncomingRows {
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>;
  compression: string;
}

/** A request's statement, wherever its text stood, and the rows that came with it. */
export interface IncomingQuery {
  sql: string;
  statement: Statement;
  parameters: URLSearchParams;
  rows?: IncomingRows;
}

const compressions = new Set(['gzip', 'br', 'zstd', 'deflate', 'xz', 'lz4', 'bz2']);

/** A server's default for `max_query_size`; rows that follow an INSERT do not count. */
const MAX_QUERY_SIZE = 262_144;

/** Refuses a statement that a ClickHouse server would find too long. */
function checkLength({ statement, parameters }: IncomingQuery): void {
  const allowed = Number(parameters.get('max_query_size') ?? MAX_QUERY_SIZE);
  const length = statement.insert?.dataStart ?? statement.end;
  if (allowed === 0 || length <= allowed) return;
  const message = `Max query size exceeded (can be increased with the \`max_query_size\` setting): ${length} > ${allowed}`;
  throw protocolError('syntaxError', message);
}

/** Reads a request: the statement in the URL and rows in the body, or all of it in the body. */
export async function readRequest(
  request: IncomingMessage,
  parameters: URLSearchParams,
  maxBytes: number,
): Promise<IncomingQuery> {
  const query = await readParts(request, parameters, maxBytes);
  checkLength(query);
  return query;
}

async function readParts(
  request: IncomingMessage,
  parameters: URLSearchParams,
  maxBytes: number,
): Promise<IncomingQuery> {
  const sql = parameters.get('query') ?? '';
  if (sql === '') return readFromBody(request, parameters, maxBytes);
  const statement = parseStatement(sql);
  if (statement.insert !== undefined) return rowsInBody(request, { sql, statement, parameters });
  const body = await readWholeBody(request, maxBytes);
  if (body.length === 0) return { sql, statement, parameters };
  return fromText(Buffer.concat([Buffer.from(sql), body]), parameters);
}

/** Rows go to the engine as they come, still compressed. */
function rowsInBody(request: IncomingMessage, query: Required<Omit<IncomingQuery, 'rows'>>): IncomingQuery {
  const inline = query.sql.slice(query.statement.insert?.dataStart);
  // An INSERT whose rows are in the URL too runs as it stands.
  if (inline.trim() !== '' && request.headers['content-length'] === '0') return query;
  const encoding = request.headers['content-encoding'] ?? 'none';
  if (encoding !== 'none' && !compressions.has(encoding)) {
    throw protocolError('unknownCompression', `Unknown compression method: ${encoding}`);
  }
  // Leaving the loop must not destroy the request: its answer has yet to be sent.
  const chunks = request.iterator({ destroyOnReturn: false });
  return { ...query, rows: { chunks, compression: encoding } };
}

async function readFromBody(
  request: IncomingMessage,
  parameters: URLSearchParams,
  maxBytes: number,
): Promise<IncomingQuery> {
  const body = await readWholeBody(request, maxBytes);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return fromText(body, parameters);
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const merged = new URLSearchParams(parameters);
  for (const [name, value] of form) merged.set(name, String(value));
  return fromText(Buffer.from(merged.get('query') ?? ''), merged);
}

function fromText(body: Buffer, parameters: URLSearchParams): IncomingQuery {
  const sql = body.toString('utf8');
  if (sql.trim() === '') throw protocolError('syntaxError', 'Syntax error: empty query');
  const statement = parseStatement(sql);
  const { insert } = statement;
  if (insert === undefined || insert.format === 'Values') return { sql, statement, parameters };
  const rows = body.subarray(Buffer.byteLength(sql.slice(0, insert.dataStart)));
  return { sql, statement, parameters, rows: { chunks: [withoutGap(rows)], compression: 'none' } };
}

/** Blanks and one line end stand between a format's name and its rows. */
function withoutGap(rows: Buffer): Buffer {
  const gap = /^[ \t\f]*\r?\n?/.exec(rows.toString('latin1', 0, 256))?.[0] ?? '';
  return rows.subarray(gap.length);
}
