import type { DependencyMap } from '@driftline/contracts';
import { limitsOf, type MapOptions } from './mapping/mapLimits.js';
import { quotesOf } from './mapping/quotes.js';
import { resolveFiles } from './mapping/resolveFiles.js';
import { openRepository } from './repository/openRepository.js';
import { buildMap } from './resolver/buildMap.js';
import { noticesOf } from './summary/noticesOf.js';

/**
 * Maps a Git repository, given by path or URL, or a plain folder: every data source of every model, with the path that
 * proves it. Nothing of the repository is run. Files that fail cost only themselves and are listed.
 * @throws CodedError when the repository cannot be read: see `openRepository`
 */
export async function mapRepository(path: string, options: MapOptions = {}): Promise<DependencyMap> {
  const started = performance.now();
  const limits = limitsOf(options);
  const repository = await openRepository(path, options.ref ?? 'HEAD', limits, options);
  try {
    const { resolution, statistics: counted } = await resolveFiles(repository, path, limits, options);
    const body = buildMap(resolution, await quotesOf([{ repository, prefix: '' }], resolution));
    const statistics = { ...counted, seconds: (performance.now() - started) / 1000 };
    const notices = noticesOf({ ...body, statistics });
    return {
      repository: { path, commit: repository.commit },
      ...body,
      statistics,
      ...(notices.length > 0 ? { notices } : {}),
    };
  } finally {
    await repository.close();
  }
}
