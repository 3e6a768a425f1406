import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the receiver saw it. */
export interface Received {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export interface BadReceiver {
  url(behaviour: Behaviour): string;
  received: Received[];
  stop(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end('body');
  };

const BEHAVIOURS = {
  accepts: status(204),
  answersAtLength: (_request, response) => {
    response.writeHead(200).end('x'.repeat(5_000_000));
  },
  fails: status(500),
  rejects: status(400),
  isBusy: status(429, { 'retry-after': '120' }),
  isGone: status(410),
  redirects: status(302, { location: '/accepts' }),
  neverAnswers: () => {},
  drips: (_request, response) => {
    response.writeHead(200).write('a');
  },
  resets: (request) => {
    request.socket.resetAndDestroy();
  },
  talksNonsense: (request) => {
    request.socket.end('I am no HTTP server\r\n\r\n');
  },
} satisfies Record<string, Answer>;

export type Behaviour = keyof typeof BEHAVIOURS;

/** A local HTTP server that behaves as the path of the URL says. */
export async function startBadReceiver(): Promise<BadReceiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    received.push({ path, method: request.method ?? '', headers, body: await text(request) });
    const answer = Object.entries(BEHAVIOURS).find(([name]) => path === `/${name}`)?.[1];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (behaviour) => `http://127.0.0.1:${port}/${behaviour}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
