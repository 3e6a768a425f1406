/** The time of receipt; a replay brings its own. */
export interface ClockPort {
  /** Epoch milliseconds. */
  now(): number;
}
