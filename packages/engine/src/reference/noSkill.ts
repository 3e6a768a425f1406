import type { Task } from '@driftline/contracts';
import type { RegressionSums, WindowOutcomes } from '../profile/outcomeCells.js';

/** E|x - mean| of a normal distribution in standard deviations. */
const NORMAL_MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

/**
 * What the best constant prediction (or scores that say nothing) would reach on the reference's labels, by metric.
 * The mean absolute error of a constant is taken as that of normal labels.
 */
export function noSkill(
  task: Task | null,
  positiveLabel: string | null,
  outcomes: WindowOutcomes,
): Record<string, number> {
  if (task === 'regression') return outcomes.regression ? constantAmount(outcomes.regression) : {};
  const weights = new Map<string, number>();
  for (const { label, weight } of outcomes.labelled) weights.set(label, (weights.get(label) ?? 0) + weight);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return {};
  const accuracy = Math.max(...weights.values()) / total;
  if (task !== 'binary') return { accuracy };
  const rate = (weights.get(positiveLabel ?? '') ?? 0) / total;
  const entropy = rate > 0 && rate < 1 ? -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate) : 0;
  return {
    accuracy,
    f1: (2 * rate) / (1 + rate),
    precision: rate,
    recall: 1,
    'roc-auc': 0.5,
    'log-loss': entropy,
    brier: rate * (1 - rate),
    'positive-rate': rate,
  };
}

function constantAmount(sums: RegressionSums): Record<string, number> {
  const mean = sums.sumLabel / sums.weight;
  const sd = Math.sqrt(Math.max(0, sums.sumSquaredLabel / sums.weight - mean ** 2));
  return { mae: sd * NORMAL_MEAN_ABSOLUTE, rmse: sd };
}
