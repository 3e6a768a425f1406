import { totalCount } from '../distances/totalCount.js';
import type { Estimate } from './estimate.js';
import { type RankingMetricName, rankingMetrics } from './rankingMetrics.js';
import { unknownEstimate } from './unknownEstimate.js';

/**
 * ROC AUC or average precision of labelled rows counted in ascending score bins (rows of a bin are ties). The
 * standard error is that of the counts by the delta method (DeLong's for ROC AUC), joined with what half a
 * misranked row of the smaller class would change, so that a perfect order of few rows is not falsely certain.
 */
export function realisedRankingMetric(
  metric: RankingMetricName,
  positives: Float64Array,
  negatives: Float64Array,
): Estimate {
  const { value, perPositive, perNegative } = rankingMetrics[metric](positives, negatives);
  if (Number.isNaN(value)) return unknownEstimate;
  let variance = 0;
  for (let i = 0; i < positives.length; i++) {
    variance += (positives[i] ?? 0) * (perPositive[i] ?? 0) ** 2;
    variance += (negatives[i] ?? 0) * (perNegative[i] ?? 0) ** 2;
  }
  const smaller = Math.min(totalCount(positives), totalCount(negatives));
  const halfRow = 1 / (2 * (smaller + 1));
  return { value, standardError: Math.hypot(Math.sqrt(variance), halfRow) };
}
