import type { OpenLineageEvent } from '@driftline/contracts';

/** Where events are merged into jobs, runs and datasets. */
export interface LineagePort {
  /** Resolves when all events are durable. Events may come late, twice and in any order: the result is the same. */
  applyRunEvents(events: readonly OpenLineageEvent[]): Promise<void>;
}
