/** The value at which half of the weight is reached; the slope of the least-absolute line through 0 is one. NaN without weight. */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  for (const index of order) {
    reached += weights[index] ?? 0;
    if (total > 0 && reached >= total / 2) return values[index] ?? Number.NaN;
  }
  return Number.NaN;
}
