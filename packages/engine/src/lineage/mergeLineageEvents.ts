import type { OpenLineageRunEvent } from '@driftline/contracts';
import type { RunTimeLineage } from './runTimeLineage.js';

/** Merges OpenLineage events by run, whatever their order, into jobs, runs, datasets and observations. */
export function mergeLineageEvents(_events: readonly OpenLineageRunEvent[]): RunTimeLineage {
  return { jobs: [], runs: [], datasets: [], observations: [] };
}
