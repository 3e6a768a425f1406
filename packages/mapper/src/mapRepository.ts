import { availableParallelism } from 'node:os';
import type { DependencyMap } from '@driftline/contracts';
import { AnalysisPool, type PoolLimits } from './analysis/analysisPool.js';
import { analyzeRepository, type RepositoryFacts } from './analysis/analyzeRepository.js';
import { ownThreadReader } from './analysis/ownThreadReader.js';
import { SideThread } from './analysis/sideThread.js';
import { openRepository } from './repository/openRepository.js';
import type { AccessOptions, Repository, RepositoryLimits } from './repository/repository.js';
import { buildMap, type Quote } from './resolver/buildMap.js';
import { RepositoryPaths } from './resolver/repositoryPaths.js';
import { RepositoryResolver, type Resolution } from './resolver/resolveRepository.js';
import { noticesOf } from './summary/noticesOf.js';
import type { Place } from './values/records.js';

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

/** Milliseconds that a text inside of code may take. */
const TEXT_TIME = 3000;
const MAXIMUM_QUOTE = 200;

/** Joins the facts of all files; texts in other languages are read on the way. */
async function resolve(
  repository: Repository,
  { facts, summaries }: RepositoryFacts,
  limits: PoolLimits,
  signal: AbortSignal | undefined,
): Promise<Resolution> {
  const paths = new RepositoryPaths(repository.files.map((file) => file.path));
  const thread =
    limits.workers === 0 ? undefined : new SideThread({ textTime: TEXT_TIME, heap: limits.heap });
  try {
    const reader = thread ?? (await ownThreadReader());
    return await new RepositoryResolver(facts, summaries, paths, reader).resolve(signal);
  } finally {
    await thread?.close();
  }
}

/** Code as a notebook shows it: without the quotes and escapes of the JSON that holds it. */
function withoutJson(text: string): string {
  return text
    .replace(/^\s*"|",?\s*$/g, '')
    .replace(/\\n(",?\s*")?/g, ' ')
    .replace(/\\(["\\])/g, '$1');
}

function quoteFrom(texts: ReadonlyMap<string, string>): Quote {
  return ({ path, at: [line, , start, end] }) => {
    const text = texts.get(path) ?? '';
    const stands = end > start && start >= 0 ? text.slice(start, end) : (text.split('\n')[line - 1] ?? '');
    const quoted = path.endsWith('.ipynb') ? withoutJson(stands) : stands;
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
    await pool.close();
    const resolution = await resolve(repository, analysed, limits, options.signal);
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
