import {
  type Estimate,
  meanAbsoluteError,
  multiclassAccuracy,
  realisedBrier,
  realisedConfusionMetric,
  realisedLogLoss,
  realisedRankingMetric,
  rootMeanSquaredError,
  unknownEstimate,
} from '@driftline/stats';
import type { LabelledCell, WindowOutcomes } from '../profile/outcomeCells.js';
import { confusionOf, scoreClassesOf, scoredCellsOf } from './labelledCells.js';
import type { MetricEstimate } from './metricEstimate.js';
import type { OutcomeShape } from './outcomeShape.js';

const CONFUSION_METRICS = ['accuracy', 'f1', 'precision', 'recall'] as const;

/** Every metric of the task on the labelled rows, without a judgement on whether those rows suffice. */
export function realisedMetrics(shape: OutcomeShape, outcomes: WindowOutcomes): MetricEstimate[] {
  if (shape.task === 'regression') return regression(outcomes);
  const rows = outcomes.labelled.reduce((sum, cell) => sum + cell.rows, 0);
  if (shape.task === 'multiclass') {
    return [{ metric: 'accuracy', rows, ...multiclassAccuracy(outcomes.labelled) }];
  }
  return shape.task === 'binary' ? binary(shape, outcomes.labelled, rows) : [];
}

function binary(shape: OutcomeShape, cells: readonly LabelledCell[], rows: number): MetricEstimate[] {
  const counts = confusionOf(cells, shape.positiveLabel);
  const confusion = CONFUSION_METRICS.map((metric) => ({
    metric,
    rows,
    ...realisedConfusionMetric(metric, counts),
  }));
  const positives = (counts.truePositives + counts.falseNegatives) / rows;
  const rate: Estimate =
    rows > 0
      ? { value: positives, standardError: Math.sqrt((positives * (1 - positives)) / rows) }
      : unknownEstimate;
  const scored = scoredCellsOf(cells, shape.positiveLabel);
  const scoredRows = scored.reduce((sum, cell) => sum + cell.rows, 0);
  const figures = [...confusion, { metric: 'positive-rate', rows, ...rate }];
  if (scoredRows === 0) return figures;
  const classes = scoreClassesOf(cells, shape);
  return [
    ...figures,
    {
      metric: 'roc-auc',
      rows: scoredRows,
      ...realisedRankingMetric('rocAuc', classes.positives, classes.negatives),
    },
    { metric: 'log-loss', rows: scoredRows, ...realisedLogLoss(scored) },
    { metric: 'brier', rows: scoredRows, ...realisedBrier(scored) },
  ];
}

function regression({ regression: sums }: WindowOutcomes): MetricEstimate[] {
  if (sums === null) return [];
  return [
    { metric: 'mae', rows: sums.rows, ...meanAbsoluteError(sums) },
    { metric: 'rmse', rows: sums.rows, ...rootMeanSquaredError(sums) },
  ];
}
