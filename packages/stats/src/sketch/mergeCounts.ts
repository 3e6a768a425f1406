import { CodedError } from '@driftline/contracts';

/** Adds counts of the same bins. Throws `bins_differ` when the lengths differ. */
export function mergeCounts(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) {
    throw new CodedError({
      code: 'bins_differ',
      status: 422,
      message: `cannot add counts of ${a.length} and ${b.length} bins`,
      action: 'count both in the bins of the same layout',
    });
  }
  return Float64Array.from(a, (count, i) => count + (b[i] ?? 0));
}
