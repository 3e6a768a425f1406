import type { BinnedDistribution } from './binnedDistribution.js';

/**
 * One way to say how far a window lies from its reference. Implementations are pure, do not keep or change their
 * arguments and depend on proportions only, not on row counts: what sampling noise adds at the window's own
 * rows is the business of `nullDistribution`.
 */
export interface Distance {
  /** Stable id, equal to the folder's name. */
  name: string;
  /** `numeric` needs positions; `categorical` ignores order and is meant for categories; `both` fits either. */
  kind: 'numeric' | 'categorical' | 'both';
  /** How the effect grows for small differences: 1 in proportion to them, 2 with their square. */
  order: 1 | 2;
  /** Greatest possible effect; Infinity when unbounded. */
  bound: number;
  /** True when swapping the two distributions leaves the effect unchanged. */
  symmetric: boolean;
  /** The effect size: 0 on equal proportions, NaN when either side has no rows. */
  effect(reference: BinnedDistribution, window: BinnedDistribution): number;
}
