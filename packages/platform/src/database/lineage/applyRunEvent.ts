import {
  canonicalKey,
  datasetId,
  type OpenLineageDataset,
  type OpenLineageEvent,
  type OpenLineageJobEvent,
  type OpenLineageRunEvent,
} from '@driftline/contracts';
import { jobId } from './jobId.js';
import {
  type DatasetState,
  type JobState,
  type LineageState,
  type LinkRole,
  linkKey,
  type RunMergeState,
} from './lineageState.js';
import { mergeFacets } from './mergeFacets.js';
import { mergeRunState } from './mergeRunState.js';

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function seen(thing: DatasetState | JobState, at: number): void {
  thing.firstSeenAt = Math.min(thing.firstSeenAt, at);
  thing.lastSeenAt = Math.max(thing.lastSeenAt, at);
}

/** The longer spelling says more (a table with its schema); between equals the lesser text, so that order is no matter. */
function moreSpecific(dataset: OpenLineageDataset, than: DatasetState): boolean {
  const length = dataset.namespace.length + dataset.name.length;
  const known = than.namespace.length + than.name.length;
  if (length !== known) return length > known;
  return `${dataset.namespace}|${dataset.name}` < `${than.namespace}|${than.name}`;
}

function applyJob(
  state: LineageState,
  event: OpenLineageRunEvent | OpenLineageJobEvent,
  at: number,
  facetsAt = at,
): JobState {
  const { namespace, name, facets } = event.job;
  const id = jobId(namespace, name);
  const job = getOrAdd(state.jobs, id, () => ({
    id,
    namespace,
    name,
    facets: {},
    facetTimes: {},
    firstSeenAt: at,
    lastSeenAt: at,
  }));
  seen(job, at);
  mergeFacets(job, facets, facetsAt);
  return job;
}

function applyRun(state: LineageState, event: OpenLineageRunEvent, ofJob: string, at: number): RunMergeState {
  const { runId: id, facets } = event.run;
  const type = event.eventType ?? 'OTHER';
  const run = getOrAdd<RunMergeState>(state.runs, id, () => ({
    id,
    jobId: ofJob,
    state: 'OTHER',
    stateAt: at,
    startedAt: at,
    endedAt: null,
    lastEventAt: at,
    facets: {},
    facetTimes: {},
  }));
  mergeRunState(run, type, at);
  mergeFacets(run, facets, at);
  return run;
}

function applyDataset(
  state: LineageState,
  dataset: OpenLineageDataset,
  at: number,
  facetsAt = at,
): DatasetState {
  const { namespace, name } = dataset;
  const id = datasetId(namespace, name);
  const known = getOrAdd<DatasetState>(state.datasets, id, () => ({
    id,
    key: canonicalKey(namespace, name),
    namespace,
    name,
    facets: {},
    facetTimes: {},
    firstSeenAt: at,
    lastSeenAt: at,
  }));
  if (moreSpecific(dataset, known)) Object.assign(known, { namespace, name });
  seen(known, at);
  mergeFacets(known, dataset.facets, facetsAt);
  return known;
}

function applyLink(
  state: LineageState,
  runId: string,
  dataset: OpenLineageDataset,
  role: LinkRole,
  at: number,
) {
  const { id } = applyDataset(state, dataset, at);
  const key = linkKey({ runId, datasetId: id, role });
  const link = getOrAdd(state.links, key, () => ({
    runId,
    datasetId: id,
    role,
    facets: {},
    facetTimes: {},
    firstEventAt: at,
  }));
  link.firstEventAt = Math.min(link.firstEventAt, at);
  mergeFacets(link, dataset.facets, at);
  mergeFacets(link, role === 'input' ? dataset.inputFacets : dataset.outputFacets, at);
}

/** What is known by design yields to what any run showed, and to later designs. */
const BEFORE_ANY_RUN = Date.UTC(9999, 0);

/** Nothing ran: components and datasets become known with their facets, but nothing was read or written. */
function applyStatic(state: LineageState, event: Exclude<OpenLineageEvent, OpenLineageRunEvent>, at: number) {
  const facetsAt = at - BEFORE_ANY_RUN;
  if ('dataset' in event) {
    applyDataset(state, event.dataset, at, facetsAt);
    return;
  }
  applyJob(state, event, at, facetsAt);
  for (const dataset of [...(event.inputs ?? []), ...(event.outputs ?? [])])
    applyDataset(state, dataset, at, facetsAt);
}

/** Takes one OpenLineage event into the state. Any order and any repetition of the same events gives the same state. */
export function applyRunEvent(state: LineageState, event: OpenLineageEvent): void {
  const at = Date.parse(event.eventTime);
  if (!event.run) {
    applyStatic(state, event, at);
    return;
  }
  const job = applyJob(state, event, at);
  const run = applyRun(state, event, job.id, at);
  for (const input of event.inputs ?? []) applyLink(state, run.id, input, 'input', at);
  for (const output of event.outputs ?? []) applyLink(state, run.id, output, 'output', at);
}
