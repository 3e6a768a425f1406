import type { ColumnProfile } from './columnProfile.js';

/** Everything one scan says about one window of one model. Times are epoch milliseconds, UTC. */
export interface WindowProfile {
  start: number;
  end: number;
  rows: number;
  weight: number;
  /** Rows per model version. */
  versions: Record<string, number>;
  /** Prediction ids in this window that also occur on another day. */
  duplicates: number;
  columns: Record<string, ColumnProfile>;
}
