import type { OpenLineageEvent } from '@driftline/contracts';
import { atomically } from '../client/atomically.js';
import type { FactsClient } from '../client/factsClient.js';
import { applyRunEvent } from './applyRunEvent.js';
import type { LineageGraph, LineageRun } from './lineageGraph.js';
import { loadLineageState } from './loadLineageState.js';
import { type LineageScope, readLineageGraph, toLineageRun } from './readLineageGraph.js';
import { saveLineageState } from './saveLineageState.js';
import { withoutNul } from './withoutNul.js';

/** Which runs to list. Times are epoch milliseconds and bound the run's start. */
export interface RunFilter {
  jobId?: string;
  from?: number;
  to?: number;
  /** Newest so many; 100 unless told. */
  limit?: number;
}

const BATCH = 500;

/** Run-time lineage, merged from OpenLineage events. */
export class LineageRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /**
   * Merges events into runs, components and datasets; static events tell of components and datasets only. Events may come late, twice and in any order, from any number of
   * processes: the result is the same. Writers take turns under one lock, so that no merge is lost.
   */
  async applyRunEvents(events: readonly OpenLineageEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += BATCH) {
      const batch = withoutNul(events.slice(start, start + BATCH));
      await atomically(this.#client, async (client) => {
        await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('driftline lineage', 0))`;
        const state = await loadLineageState(client, batch);
        for (const event of batch) applyRunEvent(state, event);
        await saveLineageState(client, state);
      });
    }
  }

  /** Every dataset and component with edges and newest runs. */
  async graph(scope: LineageScope = {}): Promise<LineageGraph> {
    return await readLineageGraph(this.#client, scope);
  }

  /** Runs, newest first. */
  async runs(filter: RunFilter = {}): Promise<LineageRun[]> {
    const rows = await this.#client.lineageRun.findMany({
      where: {
        ...(filter.jobId === undefined ? {} : { jobId: filter.jobId }),
        startedAt: {
          ...(filter.from === undefined ? {} : { gte: new Date(filter.from) }),
          ...(filter.to === undefined ? {} : { lt: new Date(filter.to) }),
        },
      },
      include: { links: { orderBy: { datasetId: 'asc' } } },
      orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      take: filter.limit ?? 100,
    });
    return rows.map((row) => toLineageRun(row));
  }

  async run(id: string): Promise<LineageRun | undefined> {
    const row = await this.#client.lineageRun.findUnique({
      where: { id },
      include: { links: { orderBy: { datasetId: 'asc' } } },
    });
    return row ? toLineageRun(row) : undefined;
  }
}
