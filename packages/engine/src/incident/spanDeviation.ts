import type { SliKind } from '@driftline/contracts';
import type { Evaluation } from '../evaluate/evaluation.js';
import { metricCatalog } from '../metrics/metricCatalog.js';
import type { Natural } from '../reference/phaseReference.js';
import type { Reference } from '../reference/reference.js';
import { phaseOf } from '../windows/phaseOf.js';
import { type Deviation, meanDeviation } from './meanDeviation.js';
import { type KnownSli, knownSli, sliError } from './sliError.js';

/** How much worse than on the reference a metric is over some windows. */
export interface SpanDeviation {
  /** The figure of the last window. */
  sli: KnownSli;
  /** Whether labels speak for any of the windows. */
  byLabels: boolean;
  /** Mean worsening in the metric's unit, and in standard deviations of such a mean. */
  drop: number;
  z: number;
}

interface Measured {
  sli: KnownSli;
  deviation: Deviation;
  usual: Pick<Natural, 'sd' | 'correlation' | 'windows'>;
}

/**
 * Worsening of a metric over all windows of a timeline, each by the first kind of figure that is known; null when a
 * window has none. Parts of windows are compared with like parts of reference windows.
 */
export function spanDeviation(
  reference: Reference,
  metric: string,
  windows: readonly Evaluation[],
  kinds: readonly SliKind[],
): SpanDeviation | null {
  const measured = windows.flatMap((one) => measure(reference, metric, one, kinds) ?? []);
  const last = measured.at(-1);
  if (!last || measured.length < windows.length) return null;
  const sd = Math.max(...measured.map(({ usual }) => usual.sd));
  const { mean, z } = meanDeviation(
    measured.map(({ deviation }) => deviation),
    { ...last.usual, sd },
  );
  return { sli: last.sli, byLabels: measured.some(({ sli }) => sli.kind === 'realised'), drop: mean, z };
}

/** The error of an estimate holds the natural scatter of what will be realised; that of a realised figure does not. */
function measure(
  reference: Reference,
  metric: string,
  evaluation: Evaluation,
  kinds: readonly SliKind[],
): Measured | null {
  const phase = reference.phases[phaseOf(evaluation)];
  const usual = phase?.realised[metric];
  const sli = kinds.map((kind) => knownSli(evaluation.slis, metric, kind)).find((known) => known !== null);
  if (!usual || !sli) return null;
  const sign = metricCatalog[metric]?.higherIsBetter ? -1 : 1;
  const realised = sli.kind === 'realised';
  const miss = phase.misses[`${sli.estimator}:${metric}`];
  const missSd = Math.min(miss?.sd ?? 0, sliError(sli));
  const followed = phase.estimated[`${sli.estimator}:${metric}`];
  const own =
    followed && followed.sd > missSd ? followed : { sd: missSd, correlation: miss?.correlation ?? 0 };
  const { sd, correlation } = realised ? usual : own;
  const standardError = realised ? sliError(sli) : Math.sqrt(Math.max(0, sliError(sli) ** 2 - missSd ** 2));
  const value = sign * (sli.value - usual.mean);
  return { sli, deviation: { value, standardError }, usual: { sd, correlation, windows: usual.windows } };
}
