import type { RunState } from '@driftline/contracts';

/** OpenLineage facets by name. */
export type Facets = Record<string, unknown>;

/** A dataset seen at run time. `id` is contracts' datasetId, by which it joins with maps. Times are epoch milliseconds. */
export interface LineageDataset {
  id: string;
  namespace: string;
  /** The most specific spelling seen. */
  name: string;
  facets: Facets;
  firstSeenAt: number;
  lastSeenAt: number;
}

/** A component: an OpenLineage job. */
export interface LineageJob {
  id: string;
  namespace: string;
  name: string;
  facets: Facets;
  firstSeenAt: number;
  lastSeenAt: number;
}

/** A dataset as one run read or wrote it; dataset facets and input or output facets are in one map. */
export interface RunDataset {
  datasetId: string;
  facets: Facets;
}

/** A run of a component, merged from its events. */
export interface LineageRun {
  id: string;
  jobId: string;
  state: RunState;
  /** Time of its earliest event. */
  startedAt: number;
  /** Time of COMPLETE, FAIL or ABORT; null while it runs. */
  endedAt: number | null;
  facets: Facets;
  inputs: RunDataset[];
  outputs: RunDataset[];
}

/** `reads` leads from a dataset to a job, `writes` from a job to a dataset. */
export interface LineageEdge {
  from: string;
  to: string;
  relation: 'reads' | 'writes';
  /** Start of the newest run that shows the edge. */
  lastSeenAt: number;
}

/** What ran: every dataset and component, who reads and writes what, and the newest runs. */
export interface LineageGraph {
  datasets: LineageDataset[];
  jobs: LineageJob[];
  edges: LineageEdge[];
  /** Newest runs of every job, newest first. */
  runs: LineageRun[];
}
