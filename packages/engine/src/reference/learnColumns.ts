import { median, robustUpperBound } from '@driftline/stats';
import { columnDistance } from '../profile/columnDistance.js';
import type { ColumnProfile } from '../profile/columnProfile.js';
import { isPinned } from '../profile/isPinned.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import { FEW_WINDOWS } from './natural.js';
import type { PhaseColumn } from './phaseReference.js';

/** Without enough windows to learn from, distances up to this pass as natural. */
const UNKNOWN_BOUND = 0.2;
const LEAST_ROWS = 20;

/** What is usual of every column over the windows of one phase of the reference. */
export function learnColumns(
  whole: WindowProfile,
  windows: readonly WindowProfile[],
): Record<string, PhaseColumn> {
  const result: Record<string, PhaseColumn> = {};
  const enough = windows.filter(({ rows }) => rows >= LEAST_ROWS);
  for (const [name, reference] of Object.entries(whole.columns)) {
    result[name] = learnColumn(reference, enough, name);
  }
  return result;
}

function learnColumn(reference: ColumnProfile, windows: readonly WindowProfile[], name: string): PhaseColumn {
  const known = windows.flatMap(({ rows, columns }) => {
    const column = columns[name];
    return column ? [{ rows, column }] : [];
  });
  const distances = known.map(({ column }) => columnDistance(reference, column)).filter(Number.isFinite);
  const missing = known.map(({ rows, column }) => column.missing / rows);
  const pinned = known.filter(({ column }) => isPinned(column)).length;
  return {
    distanceBound: distances.length >= FEW_WINDOWS ? robustUpperBound(distances) : UNKNOWN_BOUND,
    missingMedian: missing.length > 0 ? median(missing) : 0,
    missingBound: missing.length >= FEW_WINDOWS ? robustUpperBound(missing) : Math.max(0, ...missing),
    pinnedShare: known.length > 0 ? pinned / known.length : 0,
  };
}
