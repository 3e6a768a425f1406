import type { Readable, Transform } from 'node:stream';
import { bodyErrors } from './bodyErrors.js';
import type { Decoder } from './contentCoding.js';

export interface BodyLimits {
  /** As sent. */
  maxBodyBytes: number;
  /** After decompression. */
  maxDecompressedBytes: number;
  maxBodyMs: number;
  /** Asks for room for this many bytes in all; throws when there is none. */
  growTo(total: number): void;
}

/**
 * Reads a body and undoes its content coding, stopping as soon as what was sent or what came out of it exceeds the
 * limit: a gzip bomb costs no more than a large body. The rest of a refused body is thrown away unread, so that the
 * sender can still be answered.
 *
 * @throws CodedError 413 over the limit, 408 when it takes too long, 400 for a broken coding or a sender that went away, and what `growTo` throws
 */
export async function readBody(source: Readable, decoder: Decoder, limits: BodyLimits): Promise<Buffer> {
  const coding = decoder?.();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(bodyErrors.tooSlow(limits.maxBodyMs)), limits.maxBodyMs);
      source.on('error', () => reject(bodyErrors.senderGone()));
      source.on('close', () => source.readableEnded || reject(bodyErrors.senderGone()));
      source.on('data', countBytes(limits, reject));
      collect(coding ?? source, limits, resolve, reject);
      if (coding !== undefined) decode(source, coding, reject);
    });
  } catch (error) {
    if (coding !== undefined) source.unpipe(coding);
    coding?.destroy();
    source.removeAllListeners('data').resume();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type Reject = (error: unknown) => void;

function countBytes(limits: BodyLimits, reject: Reject): (chunk: Buffer) => void {
  let sent = 0;
  return (chunk) => {
    sent += chunk.length;
    if (sent > limits.maxBodyBytes) reject(bodyErrors.tooLarge(limits.maxBodyBytes));
  };
}

function collect(
  output: Readable,
  limits: BodyLimits,
  resolve: (body: Buffer) => void,
  reject: Reject,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  output.on('data', (chunk: Buffer) => {
    size += chunk.length;
    try {
      if (size > limits.maxDecompressedBytes) throw bodyErrors.tooLarge(limits.maxDecompressedBytes);
      limits.growTo(size);
      chunks.push(chunk);
    } catch (error) {
      output.removeAllListeners('data').pause();
      reject(error);
    }
  });
  output.on('end', () => resolve(Buffer.concat(chunks, size)));
}

function decode(source: Readable, coding: Transform, reject: Reject): void {
  coding.on('error', (cause) => reject(bodyErrors.brokenCoding(cause)));
  source.pipe(coding);
}
