import {
  applyCalibration,
  type CalibrationMap,
  type ExpectedCell,
  expectedBrier,
  expectedConfusionMetric,
  expectedLogLoss,
  expectedMulticlassAccuracy,
  expectedRankingMetric,
} from '@driftline/stats';
import type { PredictionCell, WindowOutcomes } from '../profile/outcomeCells.js';
import type { MetricEstimate } from './metricEstimate.js';
import type { OutcomeShape } from './outcomeShape.js';

const CONFUSION_METRICS = ['accuracy', 'f1', 'precision', 'recall'] as const;

/**
 * Every metric that confidence-based performance estimation (CBPE) can expect before labels arrive: from calibrated
 * scores, by prediction and score bin. Empty without scores or calibration, and for regression.
 */
export function expectedMetrics(shape: OutcomeShape, outcomes: WindowOutcomes): MetricEstimate[] {
  const { calibration } = shape;
  const scored = outcomes.predictions.filter(({ bin, weight }) => bin >= 0 && weight > 0);
  const rows = scored.reduce((sum, cell) => sum + cell.rows, 0);
  if (calibration === null || rows === 0) return [];
  if (shape.task === 'multiclass') {
    const cells = scored.map((cell) => ({ rows: cell.rows, probability: probabilityOf(cell, calibration) }));
    return [{ metric: 'accuracy', rows, ...expectedMulticlassAccuracy(cells) }];
  }
  return shape.task === 'binary' ? binary(expectedCells(scored, calibration, shape.positiveLabel), rows) : [];
}

function binary(cells: ExpectedCell[], rows: number): MetricEstimate[] {
  return [
    ...CONFUSION_METRICS.map((metric) => ({ metric, rows, ...expectedConfusionMetric(metric, cells) })),
    { metric: 'positive-rate', rows, ...expectedRate(cells, rows) },
    { metric: 'roc-auc', rows, ...expectedRankingMetric('rocAuc', cells) },
    { metric: 'log-loss', rows, ...expectedLogLoss(cells) },
    { metric: 'brier', rows, ...expectedBrier(cells) },
  ];
}

function expectedRate(cells: readonly ExpectedCell[], rows: number) {
  const positives = cells.reduce((sum, cell) => sum + cell.rows * cell.probability, 0);
  const variance = cells.reduce(
    (sum, cell) => sum + cell.rows * cell.probability * (1 - cell.probability),
    0,
  );
  return { value: positives / rows, standardError: Math.sqrt(variance) / rows };
}

function expectedCells(
  cells: readonly PredictionCell[],
  calibration: CalibrationMap,
  positiveLabel: string | null,
): ExpectedCell[] {
  return cells.map((cell) => ({
    predictedPositive: cell.prediction === positiveLabel,
    rows: cell.rows,
    probability: probabilityOf(cell, calibration),
    score: cell.sumScore / cell.weight,
  }));
}

function probabilityOf(cell: PredictionCell, calibration: CalibrationMap): number {
  return applyCalibration(calibration, cell.sumScore / cell.weight);
}
