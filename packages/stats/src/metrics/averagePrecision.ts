import { totalCount } from '../distances/totalCount.js';
import type { RankingGradient } from './rankingGradient.js';

/**
 * Average precision from ascending score bins: Σ (recall step) · precision over falling thresholds, one per bin,
 * without interpolation, with its gradient. NaN without a positive.
 */
export function averagePrecision(positives: Float64Array, negatives: Float64Array): RankingGradient {
  const bins = positives.length;
  const total = totalCount(positives);
  const precisionAt = new Float64Array(bins);
  const predictedAt = new Float64Array(bins);
  let truePositives = 0;
  let predicted = 0;
  let value = 0;
  for (let i = bins - 1; i >= 0; i--) {
    const positive = positives[i] ?? 0;
    truePositives += positive;
    predicted += positive + (negatives[i] ?? 0);
    predictedAt[i] = predicted;
    precisionAt[i] = predicted > 0 ? truePositives / predicted : 0;
    value += (positive / total) * (precisionAt[i] ?? 0);
  }
  const perPositive = new Float64Array(bins);
  const perNegative = new Float64Array(bins);
  let viaPositive = 0;
  let viaNegative = 0;
  for (let i = 0; i < bins; i++) {
    const precision = precisionAt[i] ?? 0;
    const share = (positives[i] ?? 0) / total / Math.max(predictedAt[i] ?? 0, Number.MIN_VALUE);
    viaPositive += share > 0 ? share * (1 - precision) : 0;
    viaNegative -= share > 0 ? share * precision : 0;
    perPositive[i] = (precision - value) / total + viaPositive;
    perNegative[i] = viaNegative;
  }
  return { value: total === 0 ? Number.NaN : value, perPositive, perNegative };
}
