import type { RunState } from '@driftline/contracts';
import type { Facets } from './lineageGraph.js';

/** Facets with the event time (epoch milliseconds) that set each, so that events may come in any order. */
export interface StampedFacets {
  facets: Facets;
  facetTimes: Record<string, number>;
}

export interface DatasetState extends StampedFacets {
  id: string;
  key: string;
  namespace: string;
  name: string;
  firstSeenAt: number;
  lastSeenAt: number;
}

export interface JobState extends StampedFacets {
  id: string;
  namespace: string;
  name: string;
  firstSeenAt: number;
  lastSeenAt: number;
}

export interface RunMergeState extends StampedFacets {
  id: string;
  jobId: string;
  state: RunState;
  stateAt: number;
  startedAt: number;
  endedAt: number | null;
  lastEventAt: number;
}

export type LinkRole = 'input' | 'output';

export interface LinkState extends StampedFacets {
  runId: string;
  datasetId: string;
  role: LinkRole;
  firstEventAt: number;
}

/** Everything that a batch of events touches, by id (links by `linkKey`). */
export interface LineageState {
  datasets: Map<string, DatasetState>;
  jobs: Map<string, JobState>;
  runs: Map<string, RunMergeState>;
  links: Map<string, LinkState>;
}

export function linkKey(link: Pick<LinkState, 'runId' | 'datasetId' | 'role'>): string {
  return `${link.role} ${link.datasetId} ${link.runId}`;
}
