import type { LineageGraph } from '@driftline/platform';
import type { Lineage } from './lineageSchema.js';

const iso = (time: number) => new Date(time).toISOString();

/** What ran, as the API shows it. */
export function toLineage({ datasets, jobs, edges, runs }: LineageGraph): Lineage {
  const withTimes = <Seen extends { firstSeenAt: number; lastSeenAt: number }>(seen: Seen) => ({
    ...seen,
    firstSeenAt: iso(seen.firstSeenAt),
    lastSeenAt: iso(seen.lastSeenAt),
  });
  return {
    datasets: datasets.map(withTimes),
    jobs: jobs.map(withTimes),
    edges: edges.map((edge) => ({ ...edge, lastSeenAt: iso(edge.lastSeenAt) })),
    runs: runs.map((run) => ({
      ...run,
      startedAt: iso(run.startedAt),
      endedAt: run.endedAt === null ? null : iso(run.endedAt),
    })),
  };
}
