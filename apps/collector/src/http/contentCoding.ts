import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { CodedError } from '@driftline/contracts';

/** Makes the stream that undoes a content coding; undefined when the body is sent as it is. */
export type Decoder = (() => Transform) | undefined;

const CHUNK = { chunkSize: 64 * 1024 };

const decoders = new Map<string, Decoder>([
  ['identity', undefined],
  ['gzip', () => zlib.createGunzip(CHUNK)],
  ['x-gzip', () => zlib.createGunzip(CHUNK)],
]);
// Zstandard came to Node with 22.15: it is there or not.
if ('createZstdDecompress' in zlib && typeof zlib.createZstdDecompress === 'function') {
  const create = zlib.createZstdDecompress;
  decoders.set('zstd', () => create(CHUNK));
}

/**
 * The decoder for a Content-Encoding header.
 *
 * @throws CodedError 415 for a coding, or a stack of them, that is not supported here
 */
export function decoderOf(contentEncoding: string | undefined): Decoder {
  const coding = (contentEncoding ?? 'identity').trim().toLowerCase();
  if (decoders.has(coding)) return decoders.get(coding);
  throw new CodedError({
    code: 'content_encoding_unsupported',
    status: 415,
    message: `content encoding ${coding.slice(0, 50)} is not supported`,
    where: 'Content-Encoding',
    action: `Send one of: ${[...decoders.keys()].join(', ')}.`,
  });
}
