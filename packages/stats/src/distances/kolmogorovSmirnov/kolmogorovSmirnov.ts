import type { Distance } from '../distance.js';
import { visitSteps } from '../visitSteps.js';

/** Kolmogorov-Smirnov D: the greatest gap between the cumulative shares at the bins' edges. */
export const kolmogorovSmirnov: Distance = {
  name: 'kolmogorovSmirnov',
  kind: 'numeric',
  order: 1,
  bound: 1,
  symmetric: true,
  effect(reference, window) {
    let greatest = 0;
    const compared = visitSteps(reference, window, (gap) => {
      greatest = Math.max(greatest, Math.abs(gap));
    });
    return compared ? Math.min(1, greatest) : Number.NaN;
  },
};
