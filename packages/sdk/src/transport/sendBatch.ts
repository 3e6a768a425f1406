import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ResolvedOptions } from '../client/clientOptions.js';
import { interpretAnswer } from './interpretAnswer.js';
import type { Outcome } from './outcome.js';

const compress = promisify(gzip);

/** Below this a request fits one packet anyway. */
const WORTH_COMPRESSING = 1000;

export interface Batch {
  kind: 'predictions' | 'labels';
  lines: readonly string[];
  /** The same for every try, so that a retry never counts twice. */
  key: string;
}

/** Tries to send a batch once. Never rejects. */
export async function sendBatch(
  batch: Batch,
  options: ResolvedOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const text = batch.lines.join('\n');
    const zipped = options.gzip && text.length >= WORTH_COMPRESSING;
    const response = await fetch(new URL(`v1/${batch.kind}`, withSlash(options.url)), {
      method: 'POST',
      body: zipped ? await compress(text) : text,
      headers: {
        authorization: `Bearer ${options.apiKey}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': batch.key,
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(options.requestTimeoutMs)]),
    });
    return await interpretAnswer(response, Date.now());
  } catch (error) {
    return { kind: 'retry', reason: `the collector cannot be reached: ${messageOf(error)}`, waitMs: 0 };
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
