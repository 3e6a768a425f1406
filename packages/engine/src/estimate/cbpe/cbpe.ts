import { expectedMetrics } from '../../metrics/expectedMetrics.js';
import type { MetricEstimate } from '../../metrics/metricEstimate.js';
import { phaseOf } from '../../windows/phaseOf.js';
import type { EstimateInput, Estimator } from '../estimator.js';
import { sliOf, unknownSli } from '../sliOf.js';

const LEAST_ROWS = 30;
const origin = { kind: 'estimated', name: 'cbpe' } as const;

/**
 * Confidence-based performance estimation: what calibrated scores lead one to expect before labels arrive. Sees
 * changes of the inputs, is blind to a change of the outcome under equal inputs. The interval is that of the
 * metric that will be realised: it holds the scatter of labels and the error that the estimate made between
 * reference windows, whose mean is taken off.
 */
export const cbpe: Estimator = {
  ...origin,
  estimate(input) {
    const figures = expectedMetrics(input.reference, input.outcomes);
    const reason = unknownBecause(input, figures);
    if (reason !== null) {
      return input.reference.slis.map(({ metric }) => unknownSli(origin, metric, 0, reason));
    }
    return figures.map((figure) => sliOf(origin, corrected(input, figure)));
  },
};

function unknownBecause(
  { reference, rows }: EstimateInput,
  figures: readonly MetricEstimate[],
): string | null {
  if (reference.task === 'regression') return 'scores say nothing about the errors of a regression';
  if (reference.calibration === null) return 'the reference has no labelled scores to calibrate with';
  if (figures.length === 0) return 'the predictions of this window carry no scores';
  return rows < LEAST_ROWS ? `${rows} rows are too few` : null;
}

function corrected({ reference, due }: EstimateInput, figure: MetricEstimate): MetricEstimate {
  const miss = reference.phases[phaseOf(due)]?.misses[`cbpe:${figure.metric}`];
  if (!miss) return figure;
  const standardError = Math.hypot(figure.standardError, miss.sd);
  return { ...figure, value: figure.value + miss.mean, standardError };
}
