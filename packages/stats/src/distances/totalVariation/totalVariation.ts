import type { Distance } from '../distance.js';
import { sumOverBins } from '../sumOverBins.js';

/** Total variation: ½ Σ|p - q|, the share of rows that would have to change bin. */
export const totalVariation: Distance = {
  name: 'totalVariation',
  kind: 'both',
  order: 1,
  bound: 1,
  symmetric: true,
  effect(reference, window) {
    return sumOverBins(reference, window, (p, q) => Math.abs(p - q)) / 2;
  },
};
