import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MapDiff } from '@driftline/contracts';
import { diffMaps, mapRepositories, summarizeDiff } from '@driftline/mapper';

/** What may fail a comparison: a model that a change reaches; a source or what a model takes from it. */
export const FAIL_ON = ['models', 'sources'] as const;
export type FailOn = (typeof FAIL_ON)[number];

interface CompareOptions {
  base: string;
  ref: string;
  json?: boolean;
  cache?: string;
  failOn?: FailOn;
}

const DIFFERS = 2;

/** Maps two revisions of the same repositories and says what differs. */
export async function compareRevisions(
  repositories: readonly string[],
  options: CompareOptions,
): Promise<{ text: string; exitCode: number }> {
  const diff = await withCache(options.cache, async (cache) => {
    const base = await mapRepositories(repositories, { ref: options.base, cache });
    return diffMaps(base, await mapRepositories(repositories, { ref: options.ref, cache }));
  });
  return {
    text: options.json ? `${JSON.stringify(diff)}\n` : summarizeDiff(diff),
    exitCode: options.failOn !== undefined && touches(diff, options.failOn) ? DIFFERS : 0,
  };
}

/** Without a cache of the user's, one for the time being: the second revision then costs only what differs. */
async function withCache<Result>(
  folder: string | undefined,
  work: (cache: string) => Promise<Result>,
): Promise<Result> {
  if (folder !== undefined) return await work(folder);
  const temporary = await mkdtemp(join(tmpdir(), 'driftline-map-cache-'));
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function touches({ models, changes }: MapDiff, what: FailOn): boolean {
  if (what === 'models') return models.length > 0;
  return changes.some(({ subject }) => subject === 'source' || subject === 'dependency');
}
