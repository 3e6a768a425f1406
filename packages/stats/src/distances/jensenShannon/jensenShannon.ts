import type { Distance } from '../distance.js';
import { sumOverBins } from '../sumOverBins.js';

const term = (p: number, q: number): number => {
  const middle = (p + q) / 2;
  return (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
};

/** Square root of the Jensen-Shannon divergence in bits (Lin 1991; a metric: Endres & Schindelin 2003). */
export const jensenShannon: Distance = {
  name: 'jensenShannon',
  kind: 'both',
  order: 1,
  bound: 1,
  symmetric: true,
  effect(reference, window) {
    return Math.sqrt(Math.max(0, sumOverBins(reference, window, term)) / (2 * Math.LN2));
  },
};
