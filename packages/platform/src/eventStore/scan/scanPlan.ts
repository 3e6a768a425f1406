import type { ScanRequest } from '@driftline/engine';
import type { FeatureColumn } from '../schema/featureColumn.js';

/** The columns of a request that exist, by type: what the arrays of the scan's answer stand for, in their order. */
export interface ScanPlan {
  request: ScanRequest;
  /** Whether it is the first plan of the request: what concerns the whole window is asked once. */
  first: boolean;
  numbers: FeatureColumn[];
  strings: FeatureColumn[];
  booleans: FeatureColumn[];
}

/** Splits a request into plans of at most `maxColumns` columns; there is always one, which counts the rows. */
export function planScan(
  request: ScanRequest,
  existing: readonly FeatureColumn[],
  maxColumns: number,
): ScanPlan[] {
  const wanted = new Set(request.columns);
  const columns = existing.filter(({ feature }) => wanted.has(feature));
  const plans: ScanPlan[] = [];
  for (let at = 0; at === 0 || at < columns.length; at += maxColumns) {
    const some = columns.slice(at, at + maxColumns);
    const ofType = (type: FeatureColumn['type']) => some.filter((column) => column.type === type);
    plans.push({
      request,
      first: at === 0,
      numbers: ofType('number'),
      strings: ofType('string'),
      booleans: ofType('boolean'),
    });
  }
  return plans;
}
