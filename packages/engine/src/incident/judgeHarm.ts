import type { Evaluation } from '../evaluate/evaluation.js';
import { metricCatalog } from '../metrics/metricCatalog.js';
import type { Reference, SliBaseline } from '../reference/reference.js';
import { type SpanDeviation, spanDeviation } from './spanDeviation.js';

/** Windows whose mean is judged: a deep drop shows at once, a shallow one has to last. */
const SPANS = [1, 3, 7];
/** Standard deviations from which a second figure confirms a first. */
const CONFIRMS = 2;
/** A window that is not itself worse by this much does not continue what went before. */
const STILL_WORSE = 1;
const RANKING = 'roc-auc';

/** How far a paging SLI is worse than on the reference. */
export interface Harm extends SpanDeviation {
  baseline: SliBaseline;
  windows: number;
}

/**
 * The clearest worsening of a paging SLI at the last window of a timeline, over one, three or seven windows ending
 * there. Realised figures win over estimated ones. Null when no paging SLI is known there.
 */
export function judgeHarm(reference: Reference, timeline: readonly Evaluation[]): Harm | null {
  let worst: Harm | null = null;
  for (const baseline of reference.slis.filter(({ pages }) => pages)) {
    const own = spanDeviation(reference, baseline.metric, timeline.slice(-1), ['realised', 'estimated']);
    const spans = own && own.z >= STILL_WORSE ? SPANS : SPANS.slice(0, 1);
    for (const windows of spans.filter((span) => span <= timeline.length)) {
      const span = timeline.slice(-windows);
      const deviation = spanDeviation(reference, baseline.metric, span, ['realised', 'estimated']);
      if (deviation === null || (worst !== null && deviation.z <= worst.z)) continue;
      if (isConfirmed(reference, deviation, span)) worst = { ...deviation, baseline, windows };
    }
  }
  return worst;
}

/**
 * Accuracy, F1 and log loss by labels also move when only the share of positive outcomes does, which is a shift of
 * outcomes and no failure of the model. They count as harm when the ranking by labels, or the same metric as
 * estimated from the inputs, worsened too, or when neither can be known.
 */
function isConfirmed(
  reference: Reference,
  { sli, byLabels, z }: SpanDeviation,
  span: readonly Evaluation[],
): boolean {
  if (!byLabels || !metricCatalog[sli.metric]?.followsRate || z < CONFIRMS) return true;
  const witnesses = [
    spanDeviation(reference, RANKING, span, ['realised']),
    spanDeviation(reference, sli.metric, span, ['estimated']),
  ].filter((witness) => witness !== null);
  return witnesses.length === 0 || witnesses.some((witness) => witness.z >= CONFIRMS);
}
