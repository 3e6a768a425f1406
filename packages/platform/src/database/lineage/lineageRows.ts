import type { RunState } from '@driftline/contracts';
import { fromJson } from '../client/json.js';
import type { LineageDataset, LineageJob, LineageLink, LineageRun } from '../generated/client.js';
import type { Facets } from './lineageGraph.js';
import type {
  DatasetState,
  JobState,
  LinkRole,
  LinkState,
  RunMergeState,
  StampedFacets,
} from './lineageState.js';

function stamped(row: Pick<LineageJob, 'facets' | 'facetTimes'>): StampedFacets {
  return {
    facets: fromJson<Facets>(row.facets),
    facetTimes: fromJson<Record<string, number>>(row.facetTimes),
  };
}

function seenTimes(row: Pick<LineageJob, 'firstSeenAt' | 'lastSeenAt'>) {
  return { firstSeenAt: row.firstSeenAt.getTime(), lastSeenAt: row.lastSeenAt.getTime() };
}

export function toDatasetState(row: LineageDataset): DatasetState {
  return { ...row, ...stamped(row), ...seenTimes(row) };
}

export function toJobState(row: LineageJob): JobState {
  return { ...row, ...stamped(row), ...seenTimes(row) };
}

export function toRunState(row: LineageRun): RunMergeState {
  return {
    ...stamped(row),
    id: row.id,
    jobId: row.jobId,
    state: row.state as RunState,
    stateAt: row.stateAt.getTime(),
    startedAt: row.startedAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
    lastEventAt: row.lastEventAt.getTime(),
  };
}

export function toLinkState(row: LineageLink): LinkState {
  return { ...row, ...stamped(row), role: row.role as LinkRole, firstEventAt: row.firstEventAt.getTime() };
}
