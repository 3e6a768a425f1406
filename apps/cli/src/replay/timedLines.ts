import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const NEWLINE = 10;

/** Lines of an NDJSON file in order of time. The text stays in one buffer: a line costs a few numbers, not an object. */
export class TimedLines {
  readonly #text: Buffer;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  /** Times in epoch milliseconds, ascending. */
  readonly times: Float64Array;

  constructor(text: Buffer, lines: readonly TimedLine[]) {
    const sorted = [...lines].sort((a, b) => a.time - b.time || a.start - b.start);
    this.#text = text;
    this.#starts = Uint32Array.from(sorted, (line) => line.start);
    this.#ends = Uint32Array.from(sorted, (line) => line.end);
    this.times = Float64Array.from(sorted, (line) => line.time);
  }

  get length(): number {
    return this.times.length;
  }

  /** Lines from `from` up to, not including, `to` as one NDJSON body. */
  body(from: number, to: number): Buffer {
    const parts: Buffer[] = [];
    for (let i = from; i < to; i++) {
      parts.push(this.#text.subarray(this.#starts[i], this.#ends[i]), newline);
    }
    return Buffer.concat(parts);
  }
}

const newline = Buffer.from('\n');

/** Where a line stands in its file, and its time in epoch milliseconds. */
export interface TimedLine {
  start: number;
  end: number;
  time: number;
}

/** The content of a file, decompressed when its name ends in .gz. */
export async function readMaybeGzip(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const file = createReadStream(path);
  await (path.endsWith('.gz') ? pipeline(file, createGunzip(), collect) : pipeline(file, collect));
  return Buffer.concat(chunks);
}

/** Calls `visit` for every line that is not blank. */
export function forEachLine(text: Buffer, visit: (start: number, end: number) => void): void {
  let start = 0;
  while (start < text.length) {
    const newlineAt = text.indexOf(NEWLINE, start);
    const end = newlineAt === -1 ? text.length : newlineAt;
    if (text.subarray(start, end).some((byte) => byte > 32)) visit(start, end);
    start = end + 1;
  }
}
