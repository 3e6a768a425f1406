import type { Evaluation } from '../evaluate/evaluation.js';
import { metricCatalog } from '../metrics/metricCatalog.js';
import type { Natural } from '../reference/phaseReference.js';
import type { Reference, SliBaseline } from '../reference/reference.js';
import { phaseOf } from '../windows/phaseOf.js';
import { type Deviation, meanDeviation } from './meanDeviation.js';
import { type KnownSli, knownSli, sliError } from './sliError.js';

/** Windows whose mean is judged: a deep drop shows at once, a shallow one has to last. */
const SPANS = [1, 3, 7];

/** How far a paging SLI is worse than on the reference. */
export interface Harm {
  sli: KnownSli;
  baseline: SliBaseline;
  /** Worsening of the mean over `windows` windows, in the metric's unit, and in standard deviations of that mean. */
  drop: number;
  z: number;
  windows: number;
}

interface Measured {
  sli: KnownSli;
  deviation: Deviation;
  usual: Pick<Natural, 'sd' | 'correlation' | 'windows'>;
}

/**
 * The clearest worsening of a paging SLI at the last window of a timeline, over one, three or seven windows ending
 * there. Realised figures win over estimated ones. Null when no paging SLI is known there.
 */
export function judgeHarm(reference: Reference, timeline: readonly Evaluation[]): Harm | null {
  let worst: Harm | null = null;
  for (const baseline of reference.slis.filter(({ pages }) => pages)) {
    const recent = timeline.slice(-Math.max(...SPANS)).map((one) => measure(reference, baseline, one));
    const last = recent.at(-1);
    if (!last) continue;
    for (const span of SPANS) {
      const windows = recent.slice(-span).filter((one) => one !== null);
      if (windows.length < span) continue;
      const { mean, z } = meanDeviation(
        windows.map(({ deviation }) => deviation),
        { ...last.usual, sd: Math.max(...windows.map(({ usual }) => usual.sd)) },
      );
      if (worst === null || z > worst.z) worst = { sli: last.sli, baseline, drop: mean, z, windows: span };
    }
  }
  return worst;
}

/** The error of an estimate holds the natural scatter of what will be realised; that of a realised figure does not. */
function measure(reference: Reference, baseline: SliBaseline, evaluation: Evaluation): Measured | null {
  const phase = reference.phases[phaseOf(evaluation)];
  const usual = phase?.realised[baseline.metric];
  const realised = knownSli(evaluation.slis, baseline.metric, 'realised');
  const sli = realised ?? knownSli(evaluation.slis, baseline.metric, 'estimated');
  if (!usual || !sli) return null;
  const sign = metricCatalog[baseline.metric]?.higherIsBetter ? -1 : 1;
  const miss = phase.misses[`${sli.estimator}:${baseline.metric}`];
  const sd = realised ? usual.sd : Math.min(miss?.sd ?? 0, sliError(sli));
  const standardError = realised ? sliError(sli) : Math.sqrt(Math.max(0, sliError(sli) ** 2 - sd ** 2));
  return {
    sli,
    deviation: { value: sign * (sli.value - usual.mean), standardError },
    usual: { sd, correlation: (realised ? usual : miss)?.correlation ?? 0, windows: usual.windows },
  };
}
