import type { Distance } from '../distance.js';
import { sumOverBins } from '../sumOverBins.js';

/** L-infinity: the greatest change of the share of any one category. */
export const lInfinity: Distance = {
  name: 'lInfinity',
  kind: 'categorical',
  order: 1,
  bound: 1,
  symmetric: true,
  effect(reference, window) {
    let greatest = 0;
    const checked = sumOverBins(reference, window, (p, q) => {
      greatest = Math.max(greatest, Math.abs(p - q));
      return 0;
    });
    return checked + greatest;
  },
};
