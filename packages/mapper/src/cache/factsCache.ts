import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeStamp } from './codeStamp.js';
import { type CachedFile, readShard, writeShard } from './shard.js';
import { sweepCache } from './sweepCache.js';

const SHARDS = 32;

/** What facts depend on: the content, the path that the analyzer sees, and the analyzer. */
export interface CacheKey {
  /** Git blob id, or a hash of the content. */
  id: string;
  path: string;
  analyzer: { name: string; version: number };
}

function keyOf({ id, path, analyzer }: CacheKey): string {
  return `${id} ${analyzer.name}@${analyzer.version} ${path}`;
}

function shardOf({ id }: CacheKey): number {
  return Number.parseInt(id.slice(0, 4), 16) % SHARDS;
}

interface Shard {
  known: Map<string, CachedFile>;
  used: Map<string, CachedFile>;
  changed: boolean;
}

/** A shard that is missing, damaged or unreadable is an empty one. */
async function loadShard(file: string, stamp: string): Promise<Shard> {
  const known = await readFile(file)
    .then((content) => readShard(stamp, content))
    .catch(() => new Map<string, CachedFile>());
  return { known, used: new Map(), changed: false };
}

/**
 * Facts of the files of one repository, kept in a folder of packed shards between mappings. It never fails: what is damaged
 * is read anew, what cannot be written is not kept.
 */
export class FactsCache {
  private constructor(
    private readonly root: string,
    private readonly folder: string,
    private readonly stamp: string,
    private readonly shards: readonly Shard[],
  ) {}

  /** The cache of a repository below `root`; `repository` is its path or URL. */
  static async open(root: string, repository: string): Promise<FactsCache> {
    const folder = join(root, createHash('sha256').update(repository).digest('hex').slice(0, 32));
    const stamp = codeStamp();
    const shards = Array.from({ length: SHARDS }, (_each, index) =>
      loadShard(join(folder, `${index}.pack`), stamp),
    );
    return new FactsCache(root, folder, stamp, await Promise.all(shards));
  }

  get(key: CacheKey): CachedFile | undefined {
    const shard = this.shards[shardOf(key)];
    const file = shard?.known.get(keyOf(key));
    if (file) shard?.used.set(keyOf(key), file);
    return file;
  }

  set(key: CacheKey, file: CachedFile): void {
    const shard = this.shards[shardOf(key)];
    if (!shard) return;
    shard.used.set(keyOf(key), file);
    shard.changed = true;
  }

  /** Writes the shards that changed, each at once or not at all, and keeps the whole cache below its limit. */
  async save(limit: number): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await Promise.all(this.shards.map((shard, index) => this.saveShard(shard, index)));
      const now = new Date();
      await utimes(this.folder, now, now);
      await sweepCache(this.root, limit);
    } catch {
      // A cache that cannot be written costs time at the next mapping, nothing else.
    }
  }

  private async saveShard(shard: Shard, index: number): Promise<void> {
    if (!shard.changed) return;
    const file = join(this.folder, `${index}.pack`);
    const temporary = `${file}.${randomUUID()}`;
    try {
      await writeFile(temporary, writeShard(this.stamp, kept(shard)));
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

/** Files of other commits stay as long as they are no more than the files of this one. */
function kept({ known, used }: Shard): Map<string, CachedFile> {
  const all = new Map(used);
  for (const [key, file] of known) {
    if (all.size >= 2 * used.size + 8) break;
    if (!all.has(key)) all.set(key, file);
  }
  return all;
}
