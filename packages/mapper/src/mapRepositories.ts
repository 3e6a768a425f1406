import { CodedError, type DependencyMap } from '@driftline/contracts';
import type { Counted } from './analysis/repositoryStatistics.js';
import { limitsOf, type MapLimits, type MapOptions } from './mapping/mapLimits.js';
import { quotesOf } from './mapping/quotes.js';
import { resolveFiles } from './mapping/resolveFiles.js';
import { mapRepository } from './mapRepository.js';
import { openRepository } from './repository/openRepository.js';
import type { Repository } from './repository/repository.js';
import { buildMap } from './resolver/buildMap.js';
import { joinRepositories } from './resolver/joinRepositories.js';
import type { Resolution } from './resolver/resolveRepository.js';
import { noticesOf } from './summary/noticesOf.js';

/** One repository of several while they are mapped. */
interface Member {
  path: string;
  name: string;
  repository: Repository;
  resolution: Resolution;
  statistics: Counted;
}

/** The last part of a path or URL, which is what people call a repository; a number tells equal ones apart. */
function namesOf(paths: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return paths.map((path) => {
    const parts = path
      .replace(/[\\/]+$/, '')
      .replace(/(\/repo)?\.git$/, '')
      .split(/[\\/:]/);
    const name = parts.at(-1) || 'repository';
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
}

function totalOf(members: readonly Member[]): Counted {
  const total: Counted = { files: 0, lines: 0, skipped: {}, languages: {} };
  for (const { files, lines, skipped, languages } of members.map((member) => member.statistics)) {
    total.files += files;
    total.lines += lines;
    for (const [reason, count] of Object.entries(skipped))
      total.skipped[reason] = (total.skipped[reason] ?? 0) + count;
    for (const [language, counts] of Object.entries(languages)) {
      const known = total.languages[language] ?? { files: 0, lines: 0 };
      total.languages[language] = { files: known.files + counts.files, lines: known.lines + counts.lines };
    }
  }
  return total;
}

async function joinMembers(members: readonly Member[], started: number): Promise<DependencyMap> {
  const resolution = joinRepositories(members);
  const prefixed = members.map(({ repository, name }) => ({ repository, prefix: `${name}/` }));
  const body = buildMap(resolution, await quotesOf(prefixed, resolution));
  const statistics = { ...totalOf(members), seconds: (performance.now() - started) / 1000 };
  const repositories = members.map(({ path, repository }) => ({ path, commit: repository.commit }));
  const [repository = { path: '', commit: null }] = repositories;
  const notices = noticesOf({ ...body, statistics });
  return { repository, repositories, ...body, statistics, ...(notices.length > 0 ? { notices } : {}) };
}

async function open(
  path: string,
  name: string,
  limits: MapLimits,
  options: MapOptions,
  opened: Repository[],
): Promise<Member> {
  const repository = await openRepository(path, options.ref ?? 'HEAD', limits, options);
  opened.push(repository);
  return { path, name, repository, ...(await resolveFiles(repository, path, limits, options)) };
}

/**
 * Maps several repositories as one closure: a dataset that one of them writes is no initial source of the others. Paths
 * begin with the repository's name when there are several; local files stay apart. `ref` holds for each of them.
 * @throws CodedError `repositories_missing`, and what `openRepository` throws
 */
export async function mapRepositories(
  paths: readonly string[],
  options: MapOptions = {},
): Promise<DependencyMap> {
  const started = performance.now();
  const [first] = paths;
  if (first === undefined) {
    throw new CodedError({
      code: 'repositories_missing',
      status: 422,
      message: 'no repository is named',
      action: 'name at least one path or URL',
    });
  }
  if (paths.length === 1) return mapRepository(first, options);
  const limits = limitsOf(options);
  const names = namesOf(paths);
  const opened: Repository[] = [];
  try {
    const members: Member[] = [];
    for (const [index, path] of paths.entries())
      members.push(await open(path, names[index] ?? path, limits, options, opened));
    return await joinMembers(members, started);
  } finally {
    for (const repository of opened) await repository.close();
  }
}
