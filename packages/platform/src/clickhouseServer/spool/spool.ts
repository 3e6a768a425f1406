import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { limitBytes } from './limitBytes.js';

const SMALL_RESULT = 1024 * 1024;

/** A result on its way out: whole when small, else a stream. */
export type SpooledResult = { bytes: Buffer } | { stream: Readable };

/**
 * Files through which rows pass between HTTP and the engine, so that neither side holds a body in memory.
 * The engine reads and writes binary data only by file; paths are relative to the process's directory,
 * because the engine would take `*` or `{` in a data directory's name for a pattern.
 */
export class Spool {
  private readonly directory = 'spool';

  /** Empties the spool: what a killed process left behind was never acknowledged. */
  constructor() {
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { mode: 0o700 });
  }

  newFile(): string {
    return join(this.directory, randomUUID());
  }

  /** Writes a request's rows; more than `maxBytes` is refused. */
  async receive(
    file: string,
    chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
    maxBytes: number,
  ): Promise<void> {
    await pipeline(chunks, limitBytes(maxBytes), createWriteStream(file, { mode: 0o600 }));
  }

  /** Opens a result and removes its name: the bytes live until they are read. */
  async take(file: string): Promise<SpooledResult> {
    const handle = await open(file, 'r');
    try {
      await unlink(file);
      const { size } = await handle.stat();
      if (size > SMALL_RESULT) return { stream: createReadStream('', { fd: handle, autoClose: true }) };
    } catch (error) {
      await handle.close();
      throw error;
    }
    try {
      return { bytes: await handle.readFile() };
    } finally {
      await handle.close();
    }
  }

  discard(file: string): void {
    rmSync(file, { force: true });
  }
}
