/** Where "now" comes from: the wall, or a replay. */
export interface Clock {
  /** Epoch milliseconds, UTC. Never goes backwards in a simulated clock. */
  now(): number;
}
