import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { protocolError } from '../errors/clickHouseError.js';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** A request's body in memory, decompressed; more than `maxBytes`, before or after, is refused. */
export async function readWholeBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return decompress(Buffer.concat(chunks), request.headers['content-encoding'], maxBytes);
}

async function decompress(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body;
  const decoder = decoders.get(encoding);
  if (decoder === undefined)
    throw protocolError('unknownCompression', `Unknown compression method: ${encoding}`);
  try {
    return await decoder(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes);
    throw protocolError('cannotDecompress', `Cannot decompress the body as ${encoding}`, {
      status: 400,
      cause: error,
    });
  }
}

function tooLarge(maxBytes: number) {
  return protocolError('queryIsTooLarge', `Request body is larger than ${maxBytes} bytes`);
}
