import { availableParallelism } from 'node:os';
import type { DependencyMap } from '@driftline/contracts';
import { AnalysisPool, type PoolLimits } from './analysis/analysisPool.js';
import { analyzeRepository, type RepositoryFacts } from './analysis/analyzeRepository.js';
import type { Facts } from './facts/facts.js';
import { openRepository } from './repository/openRepository.js';
import type { AccessOptions, Repository, RepositoryLimits } from './repository/repository.js';
import { buildMap, type Quote } from './resolver/buildMap.js';
import type { EmbeddedTexts } from './resolver/embeddedTexts.js';
import { RepositoryPaths } from './resolver/repositoryPaths.js';
import { RepositoryResolver, type Resolution } from './resolver/resolveRepository.js';
import { noticesOf } from './summary/noticesOf.js';
import type { Place, StartRecord } from './values/records.js';

export interface MapOptions extends AccessOptions {
  /** Branch, tag or commit; HEAD by default. A plain folder has none. */
  ref?: string;
  /** Threads that parse; by default as many as the machine has. 0 parses in the caller's thread. */
  workers?: number;
  limits?: Partial<RepositoryLimits & PoolLimits>;
}

const DEFAULTS: RepositoryLimits & PoolLimits = {
  files: 200_000,
  cloneBytes: 2_000_000_000,
  cloneTime: 300_000,
  workers: Math.min(availableParallelism(), 8),
  fileTime: 10_000,
  heap: 512,
};

const MAXIMUM_ROUNDS = 5;
const MAXIMUM_QUOTE = 200;

/** Facts of a query that no analyzer could read. */
function unreadable(text: string, reason: string): Facts {
  return { sql: { dialect: null, statements: [], problems: [{ line: 1, text, reason }] } };
}

/** Whether facts say something that changes what is known. */
function saysMore({ sql, program }: Facts): boolean {
  return (program?.body.length ?? 0) > 0 || (sql ? sql.statements.length + sql.problems.length > 0 : false);
}

/** Reads texts that code holds; answers whether any of them says something that changes what is known. */
async function readEmbedded(
  pool: AnalysisPool,
  texts: EmbeddedTexts,
  known: Map<string, Facts>,
): Promise<boolean> {
  const found = await Promise.all(
    [...texts].map(async ([key, { analyzer, text }]) => {
      const result = await pool.analyze({ analyzer, file: { path: `embedded.${analyzer}`, text } });
      const facts: Facts = 'facts' in result ? JSON.parse(result.facts) : unreadable(text, result.error);
      known.set(key, facts);
      return facts;
    }),
  );
  return found.some(saysMore);
}

/** Queries that code builds and scripts that it starts are known only after interpretation: it is repeated until none is new. */
async function resolve(
  repository: Repository,
  { facts }: RepositoryFacts,
  pool: AnalysisPool,
  signal: AbortSignal | undefined,
): Promise<Resolution> {
  const paths = new RepositoryPaths(repository.files.map((file) => file.path));
  const embedded = new Map<string, Facts>();
  let starts: ReadonlyMap<string, StartRecord> = new Map();
  for (let round = 1; ; round += 1) {
    const resolution = await new RepositoryResolver(facts, paths, { embedded, starts }).resolve(signal);
    const { recorder } = resolution;
    const saidMore = await readEmbedded(pool, recorder.wanted, embedded);
    const startedMore = [...recorder.starts.keys()].some((key) => !starts.has(key));
    if (round === MAXIMUM_ROUNDS || !(saidMore || startedMore)) return resolution;
    starts = recorder.starts;
  }
}

function quoteFrom(texts: ReadonlyMap<string, string>): Quote {
  return ({ path, at: [line, , start, end] }) => {
    const text = texts.get(path) ?? '';
    const quoted = end > start && start >= 0 ? text.slice(start, end) : (text.split('\n')[line - 1] ?? '');
    return quoted.replace(/\s+/g, ' ').trim().slice(0, MAXIMUM_QUOTE);
  };
}

/** Reads again the few files that the map quotes. */
async function quotesOf(repository: Repository, resolution: Resolution): Promise<Quote> {
  const needed = new Set<string>();
  buildMap(resolution, ({ path }: Place) => {
    needed.add(path);
    return '';
  });
  const texts = new Map<string, string>();
  const files = repository.files.filter((file) => needed.has(file.path));
  for await (const { file, content } of repository.read(files)) {
    texts.set(file.path, content.toString('utf8').replace(/^\uFEFF/, ''));
  }
  return quoteFrom(texts);
}

/**
 * Maps a Git repository, given by path or URL, or a plain folder: every data source of every model, with the path that
 * proves it. Nothing of the repository is run. Files that fail cost only themselves and are listed.
 * @throws CodedError when the repository cannot be read: see `openRepository`
 */
export async function mapRepository(path: string, options: MapOptions = {}): Promise<DependencyMap> {
  const started = performance.now();
  const given =
    options.workers === undefined ? options.limits : { ...options.limits, workers: options.workers };
  const limits = { ...DEFAULTS, ...given };
  const repository = await openRepository(path, options.ref ?? 'HEAD', limits, options);
  const pool = new AnalysisPool(limits);
  try {
    const analysed = await analyzeRepository(repository, pool);
    const resolution = await resolve(repository, analysed, pool, options.signal);
    const body = buildMap(resolution, await quotesOf(repository, resolution));
    const seconds = (performance.now() - started) / 1000;
    const statistics = { ...analysed.statistics, seconds };
    const notices = noticesOf({ ...body, statistics });
    return {
      repository: { path, commit: repository.commit },
      ...body,
      statistics,
      ...(notices.length > 0 ? { notices } : {}),
    };
  } finally {
    await pool.close();
    await repository.close();
  }
}
