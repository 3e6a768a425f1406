import type { OpenLineageRunEvent } from '@driftline/contracts';

/** Where run events are merged into jobs, runs and datasets. */
export interface LineagePort {
  /** Resolves when all events are durable. Events may come late, twice and in any order: the result is the same. */
  applyRunEvents(events: readonly OpenLineageRunEvent[]): Promise<void>;
}
