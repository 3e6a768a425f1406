import type { Estimate } from '../metrics/estimate.js';
import { type RankingMetricName, rankingMetrics } from '../metrics/rankingMetrics.js';
import { unknownEstimate } from '../metrics/unknownEstimate.js';
import type { ExpectedCell } from './expectedCell.js';

interface ScoreLevel {
  rows: number;
  positives: number;
}

/** Cells by ascending score; equal scores are ties and share a level. */
function levelsOf(cells: readonly ExpectedCell[]): ScoreLevel[] {
  const levels = new Map<number, ScoreLevel>();
  for (const { score, rows, probability } of cells.toSorted((a, b) => a.score - b.score)) {
    const level = levels.get(score) ?? { rows: 0, positives: 0 };
    level.rows += rows;
    level.positives += rows * probability;
    levels.set(score, level);
  }
  return [...levels.values()].filter(({ rows }) => rows > 0);
}

/**
 * ROC AUC or average precision to expect before labels arrive: the metric of the expected positives and
 * negatives per score. The standard error is the scatter of the realised metric of these very rows when labels
 * fall as Bernoulli(probability), by the delta method.
 */
export function expectedRankingMetric(metric: RankingMetricName, cells: readonly ExpectedCell[]): Estimate {
  const levels = levelsOf(cells);
  const positives = Float64Array.from(levels, (level) => level.positives);
  const negatives = Float64Array.from(levels, (level) => level.rows - level.positives);
  const { value, perPositive, perNegative } = rankingMetrics[metric](positives, negatives);
  if (Number.isNaN(value)) return unknownEstimate;
  const variance = levels.reduce((sum, level, i) => {
    const flip = (perPositive[i] ?? 0) - (perNegative[i] ?? 0);
    return sum + level.positives * (1 - level.positives / level.rows) * flip ** 2;
  }, 0);
  return { value, standardError: Math.sqrt(variance) };
}
