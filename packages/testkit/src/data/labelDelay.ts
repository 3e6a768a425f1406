/** When labels arrive: exponential delays, optionally longer for one outcome, and some labels never. */
export interface LabelDelay {
  meanHours: number;
  /** Times as long for late flights; 1 by default. */
  positiveFactor?: number;
  /** Share of predictions whose label never comes; 0 by default. */
  neverShare?: number;
}

/** Milliseconds until the label arrives; null for never. */
export function drawDelay(delay: LabelDelay, positive: boolean, uniform: () => number): number | null {
  if (uniform() < (delay.neverShare ?? 0)) return null;
  const mean = delay.meanHours * (positive ? (delay.positiveFactor ?? 1) : 1);
  return Math.round(-Math.log(1 - uniform()) * mean * 3_600_000);
}
