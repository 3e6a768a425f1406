import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reference } from '../reference/reference.js';
import { meanDeviation } from './meanDeviation.js';
import { type KnownSli, knownSli, sliError } from './sliError.js';
import { strongFindings } from './strongFindings.js';

/** Windows in a row, and how many standard deviations of their mean count as disagreement. */
const SPANS = [
  { windows: 2, limit: 4.5 },
  { windows: 7, limit: 3 },
  { windows: 14, limit: 3 },
  { windows: 28, limit: 3 },
];
/** The span that recovery is judged by: a month's mean stays off long after the trouble. */
const RECOVERY_WINDOWS = 7;
const CALM = 1.5;

/** How far labels contradict what scores led one to expect. */
export interface Shift {
  metric: string;
  realised: KnownSli;
  estimated: KnownSli;
  /** Means over the windows of the clearest span. */
  realisedMean: number;
  estimatedMean: number;
  z: number;
  windows: number;
  /** Beyond the limit of a span: sustained. */
  disagrees: boolean;
  /** Back to usual over the last windows. */
  calm: boolean;
}

/**
 * Sustained disagreement of realised and estimated figures at the last window of a timeline, judged against how
 * the two differed between reference windows. Windows whose inputs are themselves in question are left out. Null
 * when the last window cannot tell.
 */
export function judgeShift(reference: Reference, timeline: readonly Evaluation[]): Shift | null {
  const metric = reference.task === 'binary' ? 'positive-rate' : 'accuracy';
  const usual = reference.phases.at(-1)?.misses[`cbpe:${metric}`];
  const last = timeline.at(-1);
  const pairs = timeline.flatMap((one) => pairOf(one, metric) ?? []);
  const newest = pairs.at(-1);
  if (!usual || !last || !newest || newest.start !== last.start) return null;
  const judged = SPANS.filter(({ windows }) => pairs.length >= windows).map(({ windows, limit }) => {
    const span = pairs.slice(-windows);
    const deviations = span.map(({ realised, estimated }) => ({
      value: realised.value - estimated.value,
      standardError: Math.sqrt(Math.max(0, sliError(estimated) ** 2 - usual.sd ** 2)),
    }));
    return { windows, limit, span, ...meanDeviation(deviations, usual.sd, usual.correlation) };
  });
  if (judged.length === 0) return null;
  const clearest = judged.reduce((a, b) => (Math.abs(b.z) / b.limit > Math.abs(a.z) / a.limit ? b : a));
  const recovery = judged.find(({ windows }) => windows === RECOVERY_WINDOWS) ?? clearest;
  return {
    metric,
    realised: newest.realised,
    estimated: newest.estimated,
    realisedMean: meanOf(clearest.span.map(({ realised }) => realised.value)),
    estimatedMean: meanOf(clearest.span.map(({ estimated }) => estimated.value)),
    z: clearest.z,
    windows: clearest.windows,
    disagrees: Math.abs(clearest.z) >= clearest.limit,
    calm: Math.abs(recovery.z) < CALM,
  };
}

function pairOf(evaluation: Evaluation, metric: string) {
  if (evaluation.state === 'provisional' || strongFindings(evaluation).length > 0) return null;
  const realised = knownSli(evaluation.slis, metric, 'realised');
  const estimated = knownSli(evaluation.slis, metric, 'estimated');
  return realised && estimated ? { start: evaluation.start, realised, estimated } : null;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
