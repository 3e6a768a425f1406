/** A number and how sure it is. */
export interface Estimate {
  /** NaN when the rows cannot tell, for example precision without a predicted positive. */
  value: number;
  /** Standard deviation of `value` over samples of as many rows; NaN with the value. */
  standardError: number;
}
