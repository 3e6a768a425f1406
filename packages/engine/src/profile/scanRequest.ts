import type { Aggregate } from './aggregate.js';
import type { BinLayout } from './binLayout.js';

/** One scan over the predictions of one model, answered by one WindowProfile per interval that has rows. */
export interface ScanRequest {
  /** Epoch milliseconds; rows with start <= timestamp < end. */
  start: number;
  end: number;
  /** Only predictions with timestamp before asOf (epoch milliseconds). */
  asOf: number;
  /** Rows flagged as reference, or live rows. */
  reference: boolean;
  /** Only this model version; all versions when absent. */
  version?: string;
  /** Length of the intervals, aligned to UTC (weeks start on Monday); absent for one profile over the whole range. */
  everySeconds?: number;
  /** Feature names to profile. */
  columns: string[];
  aggregates: readonly Aggregate[];
  layout: BinLayout;
}
