/** Writes rows of one model; resolves when they are durable. A repeated token has no effect. */
export type Insert<Row> = (modelId: string, rows: readonly Row[], token: string) => Promise<void>;

export interface GroupOptions {
  /** How long a small request waits for others to share its insert while none is under way. */
  groupDelayMs: number;
  /** Rows from which on a request, or a group, need not wait for more. */
  groupRows: number;
  /** Rows from which on an insert takes no further request. */
  maxGroupRows: number;
  /** Inserts of one model that may be under way at once; what comes meanwhile shares the next one. */
  insertsPerModel: number;
}
