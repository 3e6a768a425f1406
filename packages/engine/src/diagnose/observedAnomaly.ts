import { datasetId } from '@driftline/contracts';
import { robustZ } from '@driftline/stats';
import type { DatasetObservation, RunTimeLineage } from '../lineage/runTimeLineage.js';

/** Earlier observations needed before one can be called unusual. */
const LEAST_HISTORY = 4;
/** Robust standard deviations at which usual and unusual are equally likely, and how sharply that turns. */
const EVEN_Z = 5;
const SHARPNESS = 1;
/** A spread of exactly 0 makes any change infinite; changes below this relative size are none. */
const NO_CHANGE = 1e-9;

/**
 * How unusual a dataset's own column figures were from the onset on, as a probability: what its runs reported
 * against what earlier runs reported. Null when nothing was reported, or too little to compare with.
 * @param column null for the most unusual of all columns
 */
export function observedAnomaly(
  lineage: RunTimeLineage | null,
  dataset: string,
  column: string | null,
  onset: number,
): number | null {
  const own = (lineage?.observations ?? []).filter(
    ({ namespace, name }) => datasetId(namespace, name) === dataset,
  );
  const ordered = own.toSorted((a, b) => a.at - b.at);
  const before = ordered.filter(({ at }) => at < onset);
  const since = ordered.filter(({ at }) => at >= onset);
  if (before.length < LEAST_HISTORY || since.length === 0) return null;
  const columns = column === null ? [...new Set(since.flatMap((one) => Object.keys(one.columns)))] : [column];
  const anomalies = columns.flatMap((name) => columnAnomaly(before, since, name) ?? []);
  return anomalies.length > 0 ? Math.max(...anomalies) : null;
}

function columnAnomaly(
  before: readonly DatasetObservation[],
  since: readonly DatasetObservation[],
  column: string,
): number | null {
  const latest = since[0]?.columns[column];
  if (!latest) return null;
  const scores = Object.entries(latest).flatMap(([figure, value]) => {
    const history = before.flatMap((one) => one.columns[column]?.[figure] ?? []);
    if (history.length < LEAST_HISTORY) return [];
    const scale = Math.max(...history.map(Math.abs), Math.abs(value));
    const same = history.some((past) => Math.abs(past - value) <= NO_CHANGE * scale);
    return [same ? 0 : Math.abs(robustZ(value, history))];
  });
  return scores.length > 0 ? 1 / (1 + Math.exp(-SHARPNESS * (Math.max(...scores) - EVEN_Z))) : null;
}
