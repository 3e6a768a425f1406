/** |actual - expected| in units of |expected|, or of `floor` where the expected number is smaller; NaN never passes a bound. */
export function relativeGap(actual: number, expected: number, floor = 1e-300): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.max(Math.abs(expected), floor);
}
