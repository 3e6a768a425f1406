import type { OpenLineageDataset } from '@driftline/contracts';
import { type Feature, type SourceName, sources } from './features.js';

const WAREHOUSE = 'postgres://warehouse:5432';

/** Datasets of the recorded pipeline: sources -> load jobs -> raw tables -> build jobs -> feature tables -> model. */
export const sourceDatasets: Record<SourceName, { namespace: string; name: string }> = {
  orders: { namespace: 'postgres://shop:5432', name: 'shop.public.orders' },
  customers: { namespace: 'postgres://crm:5432', name: 'crm.public.customers' },
  weather: { namespace: 's3://feeds', name: 'weather/daily.json' },
  traffic: { namespace: 'kafka://events:9092', name: 'traffic.speed' },
};

/** Stages of a column's way, in order: what a corruption of origin `load` leaves sound is the source. */
export const stages = ['source', 'load', 'build'] as const;
export type Stage = (typeof stages)[number];

/** One job of the pipeline, with what it reads and writes. */
export interface PipelineJob {
  namespace: string;
  name: string;
  source: SourceName | null;
  /** The stage of what it reads; the model reads what `build` made. */
  reads: Stage;
  inputs: OpenLineageDataset[];
  /** Names of the columns of each input. */
  columns: string[][];
  outputs: OpenLineageDataset[];
  /** Minutes after the pipeline starts. */
  minute: number;
}

const NAMESPACE = 'airflow';

/** All jobs of a model's pipeline, in the order in which they run. */
export function pipelineOf(model: string, features: readonly Feature[]): PipelineJob[] {
  const used = sources.filter((source) => features.some((feature) => feature.source === source));
  const columnsOf = (source: SourceName) =>
    features.filter((feature) => feature.source === source).map(({ name }) => name);
  const raw = (source: SourceName) => ({ namespace: WAREHOUSE, name: `warehouse.raw.${source}` });
  const table = (source: SourceName) => ({
    namespace: WAREHOUSE,
    name: `warehouse.features.${source}_features`,
  });
  const loads = used.map((source): PipelineJob => {
    const [from, to] = [sourceDatasets[source], raw(source)];
    return { ...step(`load_${source}`, source, 'source', from, to, columnsOf(source)), minute: 0 };
  });
  const builds = used.map((source): PipelineJob => {
    const [from, to] = [raw(source), table(source)];
    return { ...step(`build_${source}_features`, source, 'load', from, to, columnsOf(source)), minute: 20 };
  });
  const serving: PipelineJob = {
    namespace: NAMESPACE,
    name: `serve.${model}`,
    source: null,
    reads: 'build',
    inputs: used.map((source) => withSchema(table(source), columnsOf(source))),
    columns: used.map(columnsOf),
    outputs: [{ namespace: WAREHOUSE, name: `warehouse.predictions.${model}_scores` }],
    minute: 40,
  };
  return [...loads, ...builds, serving];
}

function step(
  name: string,
  source: SourceName,
  reads: Stage,
  from: { namespace: string; name: string },
  to: { namespace: string; name: string },
  columns: readonly string[],
): Omit<PipelineJob, 'minute'> {
  const fields = Object.fromEntries(
    columns.map((column) => [column, { inputFields: [{ ...from, field: column }] }]),
  );
  const output = withSchema(to, columns);
  return {
    namespace: NAMESPACE,
    name,
    source,
    reads,
    inputs: [withSchema(from, columns)],
    columns: [[...columns]],
    outputs: [{ ...output, facets: { ...output.facets, columnLineage: { fields } } }],
  };
}

function withSchema(
  dataset: { namespace: string; name: string },
  columns: readonly string[],
): OpenLineageDataset {
  return { ...dataset, facets: { schema: { fields: columns.map((name) => ({ name })) } } };
}
