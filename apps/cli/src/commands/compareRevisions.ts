import type { MapDiff } from '@driftline/contracts';
import { diffMaps, mapRepository, summarizeDiff } from '@driftline/mapper';

/** What may fail a comparison: a model that a change reaches; a source or what a model takes from it. */
export const FAIL_ON = ['models', 'sources'] as const;
export type FailOn = (typeof FAIL_ON)[number];

interface CompareOptions {
  base: string;
  ref: string;
  json?: boolean;
  failOn?: FailOn;
}

const DIFFERS = 2;

/** Maps two revisions of one repository and says what differs. */
export async function compareRevisions(
  repository: string,
  { base, ref, json, failOn }: CompareOptions,
): Promise<{ text: string; exitCode: number }> {
  const before = await mapRepository(repository, { ref: base });
  const diff = diffMaps(before, await mapRepository(repository, { ref }));
  return {
    text: json ? `${JSON.stringify(diff)}\n` : summarizeDiff(diff),
    exitCode: failOn !== undefined && touches(diff, failOn) ? DIFFERS : 0,
  };
}

function touches({ models, changes }: MapDiff, what: FailOn): boolean {
  if (what === 'models') return models.length > 0;
  return changes.some(({ subject }) => subject === 'source' || subject === 'dependency');
}
