/** Value of a ranking metric on binned scores, with its change per additional positive or negative row of a bin. */
export interface RankingGradient {
  value: number;
  perPositive: Float64Array;
  perNegative: Float64Array;
}

/**
 * A metric of how well ascending score bins separate positives from negatives. Rows of one bin are ties. Both
 * arrays have one entry per bin; entries may be fractional.
 */
export type RankingMetric = (positives: Float64Array, negatives: Float64Array) => RankingGradient;
