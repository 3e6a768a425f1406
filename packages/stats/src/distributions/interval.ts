/** A two-sided interval; both ends included. */
export interface Interval {
  low: number;
  high: number;
}
