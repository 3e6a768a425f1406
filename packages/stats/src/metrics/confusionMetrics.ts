import type { ConfusionCounts } from './confusionCounts.js';

/** A metric as a function of the four counts, unchanged when all are scaled alike; NaN where it divides by 0. */
export type ConfusionFormula = (counts: ConfusionCounts) => number;

const precision: ConfusionFormula = ({ truePositives: tp, falsePositives: fp }) => tp / (tp + fp);
const recall: ConfusionFormula = ({ truePositives: tp, falseNegatives: fn }) => tp / (tp + fn);
const specificity: ConfusionFormula = ({ trueNegatives: tn, falsePositives: fp }) => tn / (tn + fp);
const accuracy: ConfusionFormula = ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
}) => (tp + tn) / (tp + fp + fn + tn);

/** F-beta (van Rijsbergen 1979): recall weighs beta² times as much as precision. */
const fBeta =
  (beta: number): ConfusionFormula =>
  ({ truePositives: tp, falsePositives: fp, falseNegatives: fn }) =>
    ((1 + beta ** 2) * tp) / ((1 + beta ** 2) * tp + beta ** 2 * fn + fp);

const matthewsCorrelation: ConfusionFormula = ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
}) => (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));

/** Every binary metric of the predicted class, by its name. */
export const confusionMetrics = {
  accuracy,
  precision,
  recall,
  specificity,
  f1: fBeta(1),
  f2: fBeta(2),
  fHalf: fBeta(0.5),
  matthewsCorrelation,
} satisfies Record<string, ConfusionFormula>;

export type ConfusionMetric = keyof typeof confusionMetrics;
