import type { FactsClient } from '../client/factsClient.js';
import type { LineageLink, LineageRun as RunRow } from '../generated/client.js';
import type { LineageEdge, LineageGraph, LineageRun, RunDataset } from './lineageGraph.js';
import { toDatasetState, toJobState, toLinkState, toRunState } from './lineageRows.js';
import { visibleFacets } from './mergeFacets.js';

/** Which part of the past to read. Times are epoch milliseconds. */
export interface LineageScope {
  /** Only what events before this time tell; all that is known unless given. */
  asOf?: number;
  /** Newest runs per job; 20 unless told. */
  runsPerJob?: number;
}

const FAR_FUTURE = Date.UTC(9999, 0);
const DEFAULT_RUNS = 20;

/** The run as it looked at `asOf`: what ended later was still running. */
export function toLineageRun(row: RunRow & { links: LineageLink[] }, asOf = FAR_FUTURE): LineageRun {
  const run = toRunState(row);
  const ended = run.endedAt !== null && run.endedAt < asOf;
  const datasets = (role: string): RunDataset[] =>
    row.links
      .filter((link) => link.role === role && link.firstEventAt.getTime() < asOf)
      .map((link) => ({ datasetId: link.datasetId, facets: visibleFacets(toLinkState(link).facets) }));
  return {
    id: run.id,
    jobId: run.jobId,
    state: run.endedAt !== null && !ended ? 'RUNNING' : run.state,
    startedAt: run.startedAt,
    endedAt: ended ? run.endedAt : null,
    facets: visibleFacets(run.facets),
    inputs: datasets('input'),
    outputs: datasets('output'),
  };
}

async function readEdges(client: FactsClient, before: Date): Promise<LineageEdge[]> {
  const rows = await client.$queryRaw<{ job: string; dataset: string; role: string; at: Date }[]>`
    SELECT run.job_id AS job, link.dataset_id AS dataset, link.role, max(run.started_at) AS at
    FROM lineage_link link JOIN lineage_run run ON run.id = link.run_id
    WHERE link.first_event_at < ${before.toISOString()}::timestamptz
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
  return rows.map(({ job, dataset, role, at }) => ({
    ...(role === 'input'
      ? { from: dataset, to: job, relation: 'reads' as const }
      : { from: job, to: dataset, relation: 'writes' as const }),
    lastSeenAt: at.getTime(),
  }));
}

async function newestRunIds(client: FactsClient, before: Date, perJob: number): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT newest.id FROM lineage_job job CROSS JOIN LATERAL (
      SELECT id FROM lineage_run run
      WHERE run.job_id = job.id AND run.started_at < ${before.toISOString()}::timestamptz
      ORDER BY started_at DESC LIMIT ${perJob}) newest`;
  return rows.map((row) => row.id);
}

/** The whole run-time graph with the newest runs of every job. */
export async function readLineageGraph(client: FactsClient, scope: LineageScope = {}): Promise<LineageGraph> {
  const asOf = scope.asOf ?? FAR_FUTURE;
  const before = new Date(asOf);
  const known = { where: { firstSeenAt: { lt: before } }, orderBy: { id: 'asc' } } as const;
  const datasets = await client.lineageDataset.findMany(known);
  const jobs = await client.lineageJob.findMany(known);
  const ids = await newestRunIds(client, before, scope.runsPerJob ?? DEFAULT_RUNS);
  const runs = await client.lineageRun.findMany({
    where: { id: { in: ids } },
    include: { links: { orderBy: { datasetId: 'asc' } } },
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
  });
  return {
    datasets: datasets.map(toDatasetState).map(({ key, facetTimes, ...dataset }) => ({
      ...dataset,
      facets: visibleFacets(dataset.facets),
    })),
    jobs: jobs.map(toJobState).map(({ facetTimes, ...job }) => ({
      ...job,
      facets: visibleFacets(job.facets),
    })),
    edges: await readEdges(client, before),
    runs: runs.map((run) => toLineageRun(run, asOf)),
  };
}
