/**
 * Benjamini & Hochberg's (1995) adjusted p-values, in the order given: reject where adjusted <= q to keep the
 * false-discovery rate at q. NaN entries stay NaN and do not count as tests.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const adjusted = Float64Array.from(pValues);
  const order = [...adjusted.keys()].filter((index) => !Number.isNaN(adjusted[index]));
  order.sort((a, b) => (adjusted[b] ?? 0) - (adjusted[a] ?? 0));
  let least = 1;
  order.forEach((index, position) => {
    const rank = order.length - position;
    least = Math.min(least, ((adjusted[index] ?? 1) * order.length) / rank);
    adjusted[index] = least;
  });
  return adjusted;
}
