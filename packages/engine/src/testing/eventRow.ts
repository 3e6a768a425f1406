/** One prediction of the in-memory store, with its label when there will be one. Times are epoch milliseconds. */
export interface EventRow {
  timestamp: number;
  features: Readonly<Record<string, number | string | boolean | null>>;
  prediction: string;
  score: number | null;
  label: string | null;
  labelTime: number;
  reference: boolean;
}
