import { metricCatalog } from '../../metrics/metricCatalog.js';
import { realisedMetrics } from '../../metrics/realisedMetrics.js';
import { rowsLabelled } from '../../profile/rowsLabelled.js';
import type { EstimateInput, Estimator } from '../estimator.js';
import { sliOf, unknownSli } from '../sliOf.js';

/** Below this share of the labels that are expected in the end, the labels at hand are not a fair sample. */
const COMPLETE = 0.95;
const LEAST_ROWS = 30;
/** A pending row of a share-like metric may turn out either way: at worst half the range from the middle. */
const PENDING_SPREAD = 0.5;

const origin = { kind: 'realised', name: 'realised' } as const;

/**
 * Metrics on labels that have arrived, by prediction time. Which labels come first depends on what they say (late
 * flights report late), so a window whose labels are not nearly complete is "cannot know yet" instead of a biased
 * figure; the few still pending widen the interval.
 */
export const realised: Estimator = {
  ...origin,
  estimate(input) {
    const reason = unknownBecause(input);
    const metrics = input.reference.slis.map(({ metric }) => metric);
    const labelled = rowsLabelled(input.outcomes);
    if (reason !== null) return metrics.map((metric) => unknownSli(origin, metric, labelled, reason));
    const pending = Math.max(0, 1 - completeness(input));
    return realisedMetrics(input.reference, input.outcomes).map((figure) =>
      sliOf(origin, figure, widening(input, figure.metric) * pending),
    );
  },
};

function completeness({ maturity, coverage }: EstimateInput): number {
  return coverage > 0 ? maturity / coverage : 0;
}

function unknownBecause(input: EstimateInput): string | null {
  const labelled = rowsLabelled(input.outcomes);
  if (labelled === 0) return 'no labels have arrived yet';
  const share = completeness(input);
  if (share < COMPLETE) {
    const percent = Math.floor(share * 100);
    return `only ${percent} % of the labels to expect have arrived, and the first to arrive are not a fair sample`;
  }
  return labelled < LEAST_ROWS ? `${labelled} labelled rows are too few` : null;
}

function widening({ reference }: EstimateInput, metric: string): number {
  if (metricCatalog[metric]?.range.high === 1) return PENDING_SPREAD;
  return reference.slis.find((sli) => sli.metric === metric)?.value ?? 0;
}
