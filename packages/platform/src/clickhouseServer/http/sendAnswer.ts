import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ClickHouseError } from '../errors/clickHouseError.js';
import { contentTypeOf } from '../sql/outputFormats.js';
import type { Answer } from './runRequest.js';

/** Counters as `@clickhouse/client` reads them: whole numbers as text. */
function summaryOf({ counters }: Answer, wroteRows: boolean): string {
  const rows = String(counters.rowsRead);
  const bytes = String(counters.bytesRead);
  return JSON.stringify({
    read_rows: rows,
    read_bytes: bytes,
    written_rows: wroteRows ? rows : '0',
    written_bytes: wroteRows ? bytes : '0',
    total_rows_to_read: '0',
    result_rows: wroteRows ? rows : '0',
    result_bytes: wroteRows ? bytes : '0',
    elapsed_ns: String(Math.round(counters.elapsed * 1e9)),
  });
}

/** Sends a finished result. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  wroteRows: boolean,
): Promise<void> {
  response.statusCode = 200;
  response.setHeader('Content-Type', contentTypeOf(answer.format));
  response.setHeader('X-ClickHouse-Format', answer.format);
  response.setHeader('X-ClickHouse-Summary', summaryOf(answer, wroteRows));
  if (answer.gzipped) response.setHeader('Content-Encoding', 'gzip');
  const { result } = answer;
  if ('stream' in result) {
    await pipeline(result.stream, response);
    return;
  }
  response.setHeader('Content-Length', result.bytes.length);
  response.end(result.bytes);
}

/** Sends an error in ClickHouse's form: status, code header and one line of text. */
export function sendError(response: ServerResponse, error: ClickHouseError, version: string): void {
  if (response.headersSent) {
    // The client sees a cut connection instead of a result that looks whole.
    response.destroy(error);
    return;
  }
  response.statusCode = error.status;
  response.removeHeader('Content-Encoding');
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.setHeader('X-ClickHouse-Exception-Code', error.code);
  if (error.retryAfter !== undefined) response.setHeader('Retry-After', error.retryAfter);
  if (error.status === 401)
    response.setHeader('WWW-Authenticate', 'Basic realm="ClickHouse server HTTP API"');
  response.end(`${error.message} (version ${version})\n`);
}
