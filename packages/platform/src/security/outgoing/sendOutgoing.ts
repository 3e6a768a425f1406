import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { PinnedUrl } from './resolveOutgoing.js';

export interface OutgoingRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for all of it: connecting, sending, and reading the answer to its end. */
  timeoutMs: number;
}

export interface OutgoingAnswer {
  status: number;
  headers: IncomingMessage['headers'];
}

/** So much of an answer's body is read; nobody needs it, but reading it lets the connection end in order. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Sends to the pinned address and to nowhere else: the name is not looked up again and redirects are not followed
 * (a 3xx is an answer like any other). Rejects with the network's error or a TimeoutError.
 */
export function sendOutgoing(
  { url, address, family }: PinnedUrl,
  sent: OutgoingRequest,
): Promise<OutgoingAnswer> {
  const options: RequestOptions = {
    method: sent.method,
    headers: { ...sent.headers, 'content-length': String(Buffer.byteLength(sent.body)) },
    signal: AbortSignal.timeout(sent.timeoutMs),
    agent: false,
    lookup: (_host, asked, answer) =>
      asked.all ? answer(null, [{ address, family }]) : answer(null, address, family),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
    request.once('error', reject);
    request.once('response', (response) => {
      readToEnd(response).then(
        () => resolve({ status: response.statusCode ?? 0, headers: response.headers }),
        reject,
      );
    });
    request.end(sent.body);
  });
}

async function readToEnd(response: IncomingMessage): Promise<void> {
  let read = 0;
  for await (const chunk of response) {
    read += chunk.length;
    if (read > MAX_ANSWER_BYTES) break;
  }
}
