import { totalCount } from '../distances/totalCount.js';
import type { RankingGradient } from './rankingGradient.js';

/**
 * Area under the ROC curve from ascending score bins: P(positive scores above negative) + ½ P(tie), with its
 * gradient (the centred placements of DeLong, DeLong & Clarke-Pearson 1988). NaN without both classes.
 */
export function rocAuc(positives: Float64Array, negatives: Float64Array): RankingGradient {
  const positiveTotal = totalCount(positives);
  const negativeTotal = totalCount(negatives);
  const perPositive = new Float64Array(positives.length);
  const perNegative = new Float64Array(positives.length);
  let negativesBelow = 0;
  let positivesBelow = 0;
  let value = 0;
  for (let i = 0; i < positives.length; i++) {
    const positive = positives[i] ?? 0;
    const negative = negatives[i] ?? 0;
    perPositive[i] = (negativesBelow + negative / 2) / negativeTotal;
    perNegative[i] = (positiveTotal - positivesBelow - positive / 2) / positiveTotal;
    value += ((perPositive[i] ?? 0) * positive) / positiveTotal;
    negativesBelow += negative;
    positivesBelow += positive;
  }
  if (positiveTotal === 0 || negativeTotal === 0) value = Number.NaN;
  return {
    value,
    perPositive: perPositive.map((placement) => (placement - value) / positiveTotal),
    perNegative: perNegative.map((placement) => (placement - value) / negativeTotal),
  };
}
