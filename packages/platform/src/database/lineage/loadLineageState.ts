import { datasetId, type OpenLineageDataset, type OpenLineageEvent } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { jobId } from './jobId.js';
import { toDatasetState, toJobState, toLinkState, toRunState } from './lineageRows.js';
import { type LineageState, linkKey } from './lineageState.js';

function mapBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value> {
  return new Map(values.map((value) => [keyOf(value), value]));
}

function datasetsOf(event: OpenLineageEvent): OpenLineageDataset[] {
  return 'dataset' in event ? [event.dataset] : [...(event.inputs ?? []), ...(event.outputs ?? [])];
}

/** What is stored of everything that the events touch, in four queries. */
export async function loadLineageState(
  client: FactsClient,
  events: readonly OpenLineageEvent[],
): Promise<LineageState> {
  const runIds = [...new Set(events.flatMap((event) => event.run?.runId ?? []))];
  const jobIds = [...new Set(events.flatMap(({ job }) => (job ? jobId(job.namespace, job.name) : [])))];
  const datasetIds = new Set(
    events.flatMap(datasetsOf).map(({ namespace, name }) => datasetId(namespace, name)),
  );
  const datasets = await client.lineageDataset.findMany({ where: { id: { in: [...datasetIds] } } });
  const jobs = await client.lineageJob.findMany({ where: { id: { in: jobIds } } });
  const runs = await client.lineageRun.findMany({ where: { id: { in: runIds } } });
  const links = await client.lineageLink.findMany({ where: { runId: { in: runIds } } });
  return {
    datasets: mapBy(datasets.map(toDatasetState), (dataset) => dataset.id),
    jobs: mapBy(jobs.map(toJobState), (job) => job.id),
    runs: mapBy(runs.map(toRunState), (run) => run.id),
    links: mapBy(links.map(toLinkState), linkKey),
  };
}
