import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Received {
  path: string;
  key: string;
  authorization: string;
  gzipped: boolean;
  events: Record<string, unknown>[];
}

/** Answers one request in some way; the default takes everything. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

export const accept: Behaviour = (response, { events }) =>
  reply(response, 200, { accepted: events.length, duplicate: 0, rejected: 0, errors: [] });

export const answer =
  (status: number, body: object = {}, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    reply(response, status, body, headers);

/** Cuts the connection. */
export const reset: Behaviour = (response) => response.destroy();

/** Never answers. */
export const hang: Behaviour = () => {};

function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export interface MisbehavingCollector {
  url: string;
  received: Received[];
  /** How the next requests are answered, in order; afterwards everything is accepted. */
  behave(...behaviours: Behaviour[]): void;
  stop(): Promise<void>;
}

/** A local HTTP server that answers as told. */
export async function startMisbehavingCollector(): Promise<MisbehavingCollector> {
  const received: Received[] = [];
  const script: Behaviour[] = [];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const gzipped = request.headers['content-encoding'] === 'gzip';
    const text = (gzipped ? gunzipSync(body) : body).toString();
    const entry = {
      path: request.url ?? '',
      key: String(request.headers['idempotency-key']),
      authorization: String(request.headers.authorization),
      gzipped,
      events: text.split('\n').map((line) => JSON.parse(line)),
    };
    received.push(entry);
    (script.shift() ?? accept)(response, entry);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    behave: (...behaviours) => void script.push(...behaviours),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
