import type { OpenLineageDataset, OpenLineageRunEvent } from '@driftline/contracts';
import type { LineageGraph, RunDataset } from '@driftline/platform';

/** Stored lineage as the OpenLineage events it was merged from: one event per run, in its last state. */
export function lineageEvents(graph: LineageGraph): OpenLineageRunEvent[] {
  const datasets = new Map(graph.datasets.map((dataset) => [dataset.id, dataset]));
  const jobs = new Map(graph.jobs.map((job) => [job.id, job]));
  const toDataset = ({ datasetId, facets }: RunDataset): OpenLineageDataset[] => {
    const dataset = datasets.get(datasetId);
    if (!dataset) return [];
    const { namespace, name } = dataset;
    return [{ namespace, name, facets: { ...dataset.facets, ...facets }, inputFacets: facets }];
  };
  return graph.runs.flatMap((run) => {
    const job = jobs.get(run.jobId);
    if (!job) return [];
    const base = {
      run: { runId: run.id, facets: run.facets },
      job: { namespace: job.namespace, name: job.name, facets: job.facets },
      inputs: run.inputs.flatMap(toDataset),
      outputs: run.outputs.flatMap(toDataset),
    };
    const start = { ...base, eventTime: new Date(run.startedAt).toISOString(), eventType: 'START' as const };
    const end = new Date(run.endedAt ?? run.startedAt).toISOString();
    return [start, { ...base, eventTime: end, eventType: run.state }];
  });
}
