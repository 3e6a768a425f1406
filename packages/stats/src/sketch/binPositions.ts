/**
 * A representative value per bin of ascending inner edges: the middle, where the outer bins end at the column's
 * own min and max (of the reference). Length edges + 1; append NaN for a bin of nulls.
 */
export function binPositions(edges: ArrayLike<number>, min: number, max: number): Float64Array {
  const first = edges[0] ?? max;
  const last = edges[edges.length - 1] ?? min;
  return Float64Array.from({ length: edges.length + 1 }, (_, i) => {
    const low = edges[i - 1] ?? Math.min(min, first);
    const high = edges[i] ?? Math.max(max, last);
    return (low + high) / 2;
  });
}
