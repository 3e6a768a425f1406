import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { engineError } from '../errors/engineError.js';
import { authorise, type Credentials } from './authorise.js';
import { readRequest } from './readRequest.js';
import { preludeOf } from './requestParameters.js';
import { type RequestContext, runRequest } from './runRequest.js';
import { sendAnswer, sendError } from './sendAnswer.js';

export interface HandlerContext extends RequestContext {
  credentials: Credentials;
}

/** Answers one HTTP request as ClickHouse would. Never rejects. */
export async function handleRequest(
  context: HandlerContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') {
    response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
    response.end('Ok.\n');
    return;
  }
  const queryId = url.searchParams.get('query_id') ?? randomUUID();
  response.setHeader('X-ClickHouse-Query-Id', queryId);
  response.setHeader('X-ClickHouse-Server-Display-Name', 'driftline-embedded');
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  const leaving = new AbortController();
  response.once('close', () => leaving.abort(new Error('the client left')));
  try {
    await answer(context, request, response, url.searchParams, leaving.signal);
  } catch (error) {
    sendError(response, engineError(error), context.engine.version);
  }
}

async function answer(
  context: HandlerContext,
  request: IncomingMessage,
  response: ServerResponse,
  parameters: URLSearchParams,
  signal: AbortSignal,
): Promise<void> {
  authorise(request, parameters, context.credentials);
  const query = await readRequest(request, parameters, context.maxBodyBytes);
  const wroteRows = query.statement.insert !== undefined;
  const tag = randomUUID();
  // A scan that nobody waits for is ended; an insert runs to its end, as on a server.
  const endScan = () => void context.engine.kill(tag).catch(() => undefined);
  if (!wroteRows) signal.addEventListener('abort', endScan, { once: true });
  const options = {
    prelude: preludeOf(query.parameters, request.method === 'GET'),
    defaultFormat: defaultFormat(request, query.parameters),
    gzip: wantsGzip(request, query.parameters),
    tag,
    signal,
  };
  const done = await runRequest(context, query, options);
  signal.removeEventListener('abort', endScan);
  await sendAnswer(response, done, wroteRows);
}

function defaultFormat(request: IncomingMessage, parameters: URLSearchParams): string {
  const header = request.headers['x-clickhouse-format'];
  return parameters.get('default_format') ?? (header === undefined ? 'TabSeparated' : String(header));
}

function wantsGzip(request: IncomingMessage, parameters: URLSearchParams): boolean {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  return ['1', 'true'].includes(parameters.get('enable_http_compression') ?? '') && /\bgzip\b/.test(accepted);
}
