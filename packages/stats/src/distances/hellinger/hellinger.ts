import type { Distance } from '../distance.js';
import { sumOverBins } from '../sumOverBins.js';

const term = (p: number, q: number): number => (Math.sqrt(p) - Math.sqrt(q)) ** 2;

/** Hellinger distance: sqrt(½ Σ(√p - √q)²). */
export const hellinger: Distance = {
  name: 'hellinger',
  kind: 'both',
  order: 1,
  bound: 1,
  symmetric: true,
  effect(reference, window) {
    return Math.sqrt(sumOverBins(reference, window, term) / 2);
  },
};
