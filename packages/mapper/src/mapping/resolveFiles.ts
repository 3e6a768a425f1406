import { realpath } from 'node:fs/promises';
import { AnalysisPool, type PoolLimits } from '../analysis/analysisPool.js';
import { analyzeRepository, type RepositoryFacts } from '../analysis/analyzeRepository.js';
import { ownThreadReader } from '../analysis/ownThreadReader.js';
import type { Counted } from '../analysis/repositoryStatistics.js';
import { SideThread } from '../analysis/sideThread.js';
import { FactsCache } from '../cache/factsCache.js';
import type { Repository } from '../repository/repository.js';
import { RepositoryPaths } from '../resolver/repositoryPaths.js';
import { RepositoryResolver, type Resolution } from '../resolver/resolveRepository.js';
import type { MapLimits, MapOptions } from './mapLimits.js';

/** Milliseconds that a text inside of code may take. */
const TEXT_TIME = 3000;

async function analyse(
  repository: Repository,
  path: string,
  limits: MapLimits,
  cacheFolder: string | undefined,
): Promise<RepositoryFacts> {
  const name = await realpath(path).catch(() => path);
  const cache = cacheFolder === undefined ? undefined : await FactsCache.open(cacheFolder, name);
  const pool = new AnalysisPool(limits);
  try {
    const facts = await analyzeRepository(repository, pool, cache);
    await cache?.save(limits.cacheBytes);
    return facts;
  } finally {
    await pool.close();
  }
}

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

/** Reads the files of one repository and resolves what they say; `path` is where it was found. */
export async function resolveFiles(
  repository: Repository,
  path: string,
  limits: MapLimits,
  options: MapOptions,
): Promise<{ resolution: Resolution; statistics: Counted }> {
  const analysed = await analyse(repository, path, limits, options.cache);
  const resolution = await resolve(repository, analysed, limits, options.signal);
  return { resolution, statistics: analysed.statistics };
}
