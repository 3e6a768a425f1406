/** Writes rows of one model; resolves when they are durable. A repeated token has no effect. */
export type Insert<Row> = (modelId: string, rows: readonly Row[], token: string) => Promise<void>;

export interface GroupOptions {
  /** How long a small request waits for others to share its insert. */
  groupDelayMs: number;
  /** Rows from which on a request, or a group, is inserted at once. */
  groupRows: number;
}
