import type { RepositoryFile } from './repository.js';
import { startGit, stopGit } from './runGit.js';

/** Takes exact numbers of bytes out of a stream. */
class ByteReader {
  private chunks: Buffer[] = [];
  private length = 0;
  private readonly source: AsyncIterator<Buffer>;

  constructor(stream: AsyncIterable<Buffer>) {
    this.source = stream[Symbol.asyncIterator]();
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done) return false;
    this.chunks.push(next.value);
    this.length += next.value.length;
    return true;
  }

  private take(bytes: number): Buffer {
    const all = this.chunks.length === 1 ? (this.chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.chunks);
    this.chunks = [all.subarray(bytes)];
    this.length -= bytes;
    return all.subarray(0, bytes);
  }

  async bytes(count: number): Promise<Buffer | undefined> {
    while (this.length < count) if (!(await this.more())) return undefined;
    return this.take(count);
  }

  async line(): Promise<string | undefined> {
    for (;;) {
      const all = Buffer.concat(this.chunks);
      const end = all.indexOf(10);
      this.chunks = [all];
      if (end >= 0)
        return this.take(end + 1)
          .subarray(0, -1)
          .toString('utf8');
      if (!(await this.more())) return undefined;
    }
  }
}

/** Streams blobs through one `git cat-file --batch`; memory holds one blob at a time. */
export async function* readBlobs(
  folder: string,
  files: readonly RepositoryFile[],
): AsyncGenerator<{ file: RepositoryFile; content: Buffer }> {
  if (files.length === 0) return;
  const git = startGit(['-C', folder, 'cat-file', '--batch']);
  const closed = new Promise<void>((resolve) => git.on('close', () => resolve()));
  git.on('error', () => git.stdout.destroy());
  git.stdin.on('error', () => {});
  git.stdin.end(files.map((file) => `${file.id}\n`).join(''));
  const reader = new ByteReader(git.stdout);
  try {
    for (const file of files) {
      const header = await reader.line();
      if (header === undefined) break;
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
      if (size === undefined) continue;
      const content = await reader.bytes(Number(size) + 1);
      if (content) yield { file, content: content.subarray(0, -1) };
    }
  } finally {
    git.stdout.destroy();
    stopGit(git);
    await closed;
  }
}
