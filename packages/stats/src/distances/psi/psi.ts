import type { Distance } from '../distance.js';
import { sumOverBins } from '../sumOverBins.js';

/** Shares below this count as this: an empty bin would make the index infinite. */
const LEAST_SHARE = 1e-4;

const term = (p: number, q: number): number => {
  const reference = Math.max(p, LEAST_SHARE);
  const window = Math.max(q, LEAST_SHARE);
  return (window - reference) * Math.log(window / reference);
};

/** Population stability index: Σ(q - p) ln(q / p), in nats; the symmetric sum of both Kullback-Leibler divergences. */
export const psi: Distance = {
  name: 'psi',
  kind: 'both',
  order: 2,
  bound: Number.POSITIVE_INFINITY,
  symmetric: true,
  effect(reference, window) {
    return sumOverBins(reference, window, term);
  },
};
