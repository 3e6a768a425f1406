import { createHash } from 'node:crypto';
import type { Analyzer } from '../analyzers/analyzer.js';
import { analyzers } from '../analyzers/analyzers.js';
import type { CacheKey, FactsCache } from '../cache/factsCache.js';
import type { CachedFile } from '../cache/shard.js';
import type { Facts } from '../facts/facts.js';
import type { Repository, RepositoryFile } from '../repository/repository.js';
import type { AnalysisPool } from './analysisPool.js';
import { restoreFacts } from './packedFacts.js';
import type { ProgramSummary } from './programSummary.js';
import { type Counted, countLines, RepositoryStatistics } from './repositoryStatistics.js';

export interface RepositoryFacts {
  facts: Map<string, Facts>;
  /** What can be told of programs without their bodies. */
  summaries: Map<string, ProgramSummary>;
  statistics: Counted;
}

const IN_FLIGHT = 64;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

function byPath([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

/** Why a file is no text to read. */
function reasonToSkip(content: Buffer): string | undefined {
  if (content.subarray(0, 8000).includes(0)) return 'binary';
  return content.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER ? 'lfs-pointer' : undefined;
}

/** One reading of a repository: files that the cache knows are not even opened. */
class Reading {
  private readonly found = new Map<string, Facts>();
  private readonly summaries = new Map<string, ProgramSummary>();
  private readonly running = new Set<Promise<void>>();
  private readonly chosen = new Map<RepositoryFile, Analyzer>();
  private readonly statistics: RepositoryStatistics;

  constructor(
    private readonly repository: Repository,
    private readonly pool: AnalysisPool,
    private readonly cache: FactsCache | undefined,
  ) {
    this.statistics = new RepositoryStatistics(repository.skipped);
    for (const file of repository.files) this.choose(file);
  }

  private choose(file: RepositoryFile): void {
    const analyzer = analyzers.find((each) => each.matches(file.path));
    if (!analyzer) this.statistics.skip('no-analyzer');
    else if (file.bytes > analyzer.maximumBytes) this.statistics.skip('too-large');
    else this.chosen.set(file, analyzer);
  }

  async read(): Promise<RepositoryFacts> {
    const unknown = [...this.chosen].filter(([file, analyzer]) => !this.takeCached(file, analyzer, file.id));
    let missing = unknown.length;
    for await (const { file, content } of this.repository.read(unknown.map(([file]) => file))) {
      missing -= 1;
      const analyzer = this.chosen.get(file);
      if (!analyzer) continue;
      this.start(file, analyzer, content);
      if (this.running.size >= IN_FLIGHT) await Promise.race(this.running);
    }
    await Promise.all(this.running);
    this.statistics.skip('unreadable', missing);
    const { counted } = this.statistics;
    const languages = Object.fromEntries(Object.entries(counted.languages).sort(byPath));
    return {
      facts: new Map([...this.found].sort(byPath)),
      summaries: new Map([...this.summaries].sort(byPath)),
      statistics: { ...counted, languages },
    };
  }

  private start(file: RepositoryFile, analyzer: Analyzer, content: Buffer): void {
    const id = file.id === '' && this.cache ? createHash('sha256').update(content).digest('hex') : file.id;
    if (file.id === '' && this.takeCached(file, analyzer, id)) return;
    const skipped = reasonToSkip(content);
    const job = skipped
      ? Promise.resolve(this.keep(file, analyzer, id, { lines: 0, skipped }))
      : this.analyze(file, analyzer, id, content.toString('utf8').replace(/^\uFEFF/, ''));
    this.running.add(job);
    void job.finally(() => this.running.delete(job));
  }

  private async analyze(file: RepositoryFile, analyzer: Analyzer, id: string, text: string): Promise<void> {
    const result = await this.pool.analyze({ analyzer: analyzer.name, file: { path: file.path, text } });
    const lines = countLines(text);
    if ('facts' in result) this.keep(file, analyzer, id, { lines, packed: result });
    else {
      this.statistics.add(analyzer.languageOf(file.path), lines);
      this.found.set(file.path, { problems: [result.error] });
    }
  }

  /** Failures are not kept: another day the machine may be less busy. */
  private keep(file: RepositoryFile, analyzer: Analyzer, id: string, read: CachedFile): void {
    this.take(file, analyzer, read);
    if (id !== '') this.cache?.set(keyOf(file, analyzer, id), read);
  }

  private takeCached(file: RepositoryFile, analyzer: Analyzer, id: string): boolean {
    const known = id === '' ? undefined : this.cache?.get(keyOf(file, analyzer, id));
    if (known) this.take(file, analyzer, known);
    return known !== undefined;
  }

  private take({ path }: RepositoryFile, analyzer: Analyzer, { lines, packed, skipped }: CachedFile): void {
    if (skipped !== undefined) this.statistics.skip(skipped);
    if (!packed) return;
    this.statistics.add(analyzer.languageOf(path), lines);
    this.found.set(path, restoreFacts(packed));
    if (packed.summary) this.summaries.set(path, packed.summary);
  }
}

function keyOf({ path }: RepositoryFile, analyzer: Analyzer, id: string): CacheKey {
  return { id, path, analyzer };
}

/** Facts of every file that an analyzer reads, and a count of everything that none does. */
export async function analyzeRepository(
  repository: Repository,
  pool: AnalysisPool,
  cache?: FactsCache,
): Promise<RepositoryFacts> {
  return new Reading(repository, pool, cache).read();
}
