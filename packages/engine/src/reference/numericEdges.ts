/** Just above a value: what separates a heavy tie from the values that follow it. */
function above(value: number): number {
  return value + Math.max(Math.abs(value), Number.MIN_VALUE) * 2 ** -40;
}

/**
 * Inner edges of a column's bins from its quantiles: one edge per different inner quantile. A value that several
 * quantiles share is a heavy tie and gets a bin of its own, so that a move of its neighbours is seen. A constant
 * column gets three bins: below, the value, above.
 */
export function numericEdges(quantiles: readonly number[]): number[] {
  const finite = quantiles.filter(Number.isFinite);
  const inner = finite.length > 2 ? finite.slice(1, -1) : finite;
  const edges = new Set<number>();
  inner.forEach((value, index) => {
    edges.add(value);
    if (inner[index + 1] === value) edges.add(above(value) > value ? above(value) : Number.MIN_VALUE);
  });
  return [...edges].sort((a, b) => a - b);
}
