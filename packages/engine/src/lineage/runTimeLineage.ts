import type { RunState } from '@driftline/contracts';

export interface DatasetRef {
  namespace: string;
  name: string;
}

/** One column of an output and the input columns that it is made of (OpenLineage columnLineage facet). */
export interface ColumnLink {
  output: DatasetRef;
  column: string;
  inputs: (DatasetRef & { column: string })[];
}

/** A component as seen at run time: an OpenLineage job with all that its runs read and wrote. */
export interface LineageJob {
  namespace: string;
  name: string;
  inputs: DatasetRef[];
  outputs: DatasetRef[];
  columnLinks: ColumnLink[];
}

/** One run, its events merged. Times are epoch milliseconds. */
export interface LineageRun {
  runId: string;
  job: { namespace: string; name: string };
  state: RunState;
  startedAt: number | null;
  endedAt: number | null;
  /** Newest event. */
  updatedAt: number;
  error: string | null;
  inputs: DatasetRef[];
  outputs: DatasetRef[];
}

/** Column figures that a run reported of a dataset (OpenLineage dataQualityMetrics facet), at a time. */
export interface DatasetObservation extends DatasetRef {
  at: number;
  rowCount: number | null;
  columns: Record<string, Record<string, number>>;
}

export interface LineageDataset extends DatasetRef {
  columns: string[];
  /** OpenLineage datasetType facet, upper case, e.g. MODEL, TABLE. */
  datasetType: string | null;
}

/** All that OpenLineage events said up to a time. */
export interface RunTimeLineage {
  jobs: LineageJob[];
  runs: LineageRun[];
  datasets: LineageDataset[];
  observations: DatasetObservation[];
}
