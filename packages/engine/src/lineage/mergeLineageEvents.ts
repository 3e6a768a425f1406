import type { OpenLineageDataset, OpenLineageRunEvent } from '@driftline/contracts';
import { columnLinksOf } from './columnLinksOf.js';
import { objectIn, objectsIn, stringIn } from './facetMembers.js';
import { observationOf } from './observationOf.js';
import type { DatasetRef, LineageDataset, LineageJob, LineageRun, RunTimeLineage } from './runTimeLineage.js';

const TERMINAL = new Set(['COMPLETE', 'ABORT', 'FAIL']);

/**
 * Merges OpenLineage events by run, whatever their order, into jobs (all that their runs read and wrote), runs,
 * datasets and observations of column quality. Repeated events change nothing.
 */
export function mergeLineageEvents(events: readonly OpenLineageRunEvent[]): RunTimeLineage {
  const jobs = new Map<string, LineageJob>();
  const runs = new Map<string, LineageRun>();
  const datasets = new Map<string, LineageDataset>();
  const observations = new Map<string, RunTimeLineage['observations'][number]>();
  const ordered = events.toSorted((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime));
  for (const event of ordered) {
    const { inputs = [], outputs = [], job } = event;
    const key = `${job.namespace}\n${job.name}`;
    jobs.set(key, mergeJob(jobs.get(key), event));
    runs.set(event.run.runId, mergeRun(runs.get(event.run.runId), event));
    for (const dataset of [...inputs, ...outputs]) {
      const name = `${dataset.namespace}\n${dataset.name}`;
      datasets.set(name, mergeDataset(datasets.get(name), dataset));
      const observation = observationOf(dataset, Date.parse(event.eventTime));
      if (observation) observations.set(`${name}\n${observation.at}\n${event.run.runId}`, observation);
    }
  }
  return {
    jobs: [...jobs.values()],
    runs: [...runs.values()],
    datasets: [...datasets.values()],
    observations: [...observations.values()],
  };
}

function mergeJob(
  known: LineageJob | undefined,
  { job, inputs = [], outputs = [] }: OpenLineageRunEvent,
): LineageJob {
  const links = outputs.flatMap(columnLinksOf);
  const fresh = new Set(links.map(({ output, column }) => `${output.namespace}\n${output.name}\n${column}`));
  const kept = (known?.columnLinks ?? []).filter(
    ({ output, column }) => !fresh.has(`${output.namespace}\n${output.name}\n${column}`),
  );
  return {
    namespace: job.namespace,
    name: job.name,
    inputs: union(known?.inputs, inputs),
    outputs: union(known?.outputs, outputs),
    columnLinks: [...kept, ...links],
  };
}

function mergeRun(known: LineageRun | undefined, event: OpenLineageRunEvent): LineageRun {
  const at = Date.parse(event.eventTime);
  const type = event.eventType ?? 'OTHER';
  const ended = TERMINAL.has(type);
  return {
    runId: event.run.runId,
    job: { namespace: event.job.namespace, name: event.job.name },
    state: known && TERMINAL.has(known.state) && !ended ? known.state : type,
    startedAt: known?.startedAt ?? (type === 'START' || type === 'RUNNING' ? at : null),
    endedAt: ended ? at : (known?.endedAt ?? null),
    updatedAt: at,
    error: stringIn(objectIn(event.run.facets, 'errorMessage'), 'message') ?? known?.error ?? null,
    inputs: union(known?.inputs, event.inputs ?? []),
    outputs: union(known?.outputs, event.outputs ?? []),
  };
}

function mergeDataset(known: LineageDataset | undefined, dataset: OpenLineageDataset): LineageDataset {
  const fields = objectsIn(objectIn(dataset.facets, 'schema'), 'fields');
  const columns = fields.flatMap((field) => stringIn(field, 'name') ?? []);
  const type = stringIn(objectIn(dataset.facets, 'datasetType'), 'datasetType');
  return {
    namespace: dataset.namespace,
    name: dataset.name,
    columns: columns.length > 0 ? columns : (known?.columns ?? []),
    datasetType: type?.toUpperCase() ?? known?.datasetType ?? null,
  };
}

function union(known: readonly DatasetRef[] = [], more: readonly DatasetRef[]): DatasetRef[] {
  const all = [...known, ...more].map(({ namespace, name }) => ({ namespace, name }));
  return [...new Map(all.map((ref) => [`${ref.namespace}\n${ref.name}`, ref])).values()];
}
