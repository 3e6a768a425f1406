import { availableParallelism } from 'node:os';
import type { DependencyMap } from '@driftline/contracts';
import { AnalysisPool, type PoolLimits } from './analysis/analysisPool.js';
import { analyzeRepository, type RepositoryFacts } from './analysis/analyzeRepository.js';
import type { SqlScript } from './facts/sqlScript.js';
import { openRepository } from './repository/openRepository.js';
import type { Repository, RepositoryLimits } from './repository/repository.js';
import { buildMap, type Quote } from './resolver/buildMap.js';
import { RepositoryPaths } from './resolver/repositoryPaths.js';
import { RepositoryResolver, type Resolution } from './resolver/resolveRepository.js';
import type { Place } from './values/records.js';

export interface MapOptions {
  /** Branch, tag or commit; HEAD by default. A plain folder has none. */
  ref?: string;
  /** Threads that parse; by default as many as the machine has. 0 parses in the caller's thread. */
  workers?: number;
  limits?: Partial<RepositoryLimits & PoolLimits>;
  signal?: AbortSignal;
}

const DEFAULTS: RepositoryLimits & PoolLimits = {
  files: 200_000,
  cloneBytes: 2_000_000_000,
  cloneTime: 300_000,
  workers: Math.min(availableParallelism(), 8),
  fileTime: 10_000,
  heap: 512,
};

const MAXIMUM_SQL_ROUNDS = 4;
const MAXIMUM_QUOTE = 200;

/** Parses query texts; answers whether any of them says something that changes what is known. */
async function parseQueries(
  pool: AnalysisPool,
  texts: Iterable<string>,
  parsed: Map<string, SqlScript>,
): Promise<boolean> {
  const scripts = await Promise.all(
    [...texts].map(async (text) => {
      const result = await pool.analyze({ analyzer: 'sql', file: { path: 'query.sql', text } });
      const sql: SqlScript | undefined = 'facts' in result ? JSON.parse(result.facts).sql : undefined;
      const reason = 'error' in result ? result.error : 'no statement';
      const script = sql ?? { dialect: null, statements: [], problems: [{ line: 1, text, reason }] };
      parsed.set(text, script);
      return script;
    }),
  );
  return scripts.some((script) => script.statements.length + script.problems.length > 0);
}

/** Queries that code builds are known only after interpretation: it is repeated until no new query text appears. */
async function resolve(
  repository: Repository,
  { facts }: RepositoryFacts,
  pool: AnalysisPool,
  signal: AbortSignal | undefined,
): Promise<Resolution> {
  const paths = new RepositoryPaths(repository.files.map((file) => file.path));
  const parsed = new Map<string, SqlScript>();
  for (let round = 1; ; round += 1) {
    const resolution = await new RepositoryResolver(facts, paths, parsed).resolve(signal);
    const { wantedSql } = resolution.recorder;
    if (wantedSql.size === 0 || round === MAXIMUM_SQL_ROUNDS) return resolution;
    if (!(await parseQueries(pool, wantedSql, parsed))) return resolution;
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
  const repository = await openRepository(path, options.ref ?? 'HEAD', limits);
  const pool = new AnalysisPool(limits);
  try {
    const analysed = await analyzeRepository(repository, pool);
    const resolution = await resolve(repository, analysed, pool, options.signal);
    const body = buildMap(resolution, await quotesOf(repository, resolution));
    const seconds = (performance.now() - started) / 1000;
    return {
      repository: { path, commit: repository.commit },
      ...body,
      statistics: { ...analysed.statistics, seconds },
    };
  } finally {
    await pool.close();
    await repository.close();
  }
}
