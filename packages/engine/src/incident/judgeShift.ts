import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reference } from '../reference/reference.js';
import { DAY_SECONDS } from '../windows/windowSeconds.js';
import { meanDeviation } from './meanDeviation.js';
import { type KnownSli, knownSli, sliError } from './sliError.js';
import { strongFindings } from './strongFindings.js';

/** Windows in a row, and how many standard deviations of their mean count as disagreement. */
interface Span {
  windows: number;
  limit: number;
}

/**
 * A great gap shows at once, a small one has to last. The limits allow for the many windows and spans that are looked
 * at, and for a natural spread that is itself only estimated: 18 simulated worlds without trouble stay silent for 56
 * days each. Hours differ by the time of day and share the fate of their day,
 * so they count by days and have to differ more.
 */
const HOURLY: readonly Span[] = [
  { windows: 24, limit: 4.5 },
  { windows: 72, limit: 4 },
  { windows: 168, limit: 3.5 },
];
const DAILY: readonly Span[] = [
  { windows: 2, limit: 3.5 },
  { windows: 7, limit: 3.4 },
  { windows: 14, limit: 3.3 },
  { windows: 28, limit: 3.2 },
];
const WEEKLY: readonly Span[] = [
  { windows: 2, limit: 3.5 },
  { windows: 4, limit: 3.4 },
  { windows: 8, limit: 3.2 },
];
const CALM = 1;
/** A gap of less is of no interest, however certain. */
const SMALLEST_GAP = 0.01;

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
  /** Beyond the limit of a span, and not yet back to usual. */
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
  const spans = spansOf(reference.windowSeconds);
  const judged = spans
    .filter(({ windows }) => pairs.length >= windows)
    .map(({ windows, limit }) => {
      const span = pairs.slice(-windows);
      const deviations = span.map(({ realised, estimated }) => ({
        value: realised.value - estimated.value,
        standardError: Math.sqrt(Math.max(0, sliError(estimated) ** 2 - usual.sd ** 2)),
      }));
      return { windows, limit, span, ...meanDeviation(deviations, usual) };
    });
  if (judged.length === 0) return null;
  const clearest = judged.reduce((a, b) => (Math.abs(b.z) / b.limit > Math.abs(a.z) / a.limit ? b : a));
  const recovery = judged.find(({ windows }) => windows === spans[1]?.windows) ?? clearest;
  const calm = Math.abs(recovery.z) < CALM;
  return {
    metric,
    realised: newest.realised,
    estimated: newest.estimated,
    realisedMean: meanOf(clearest.span.map(({ realised }) => realised.value)),
    estimatedMean: meanOf(clearest.span.map(({ estimated }) => estimated.value)),
    z: clearest.z,
    windows: clearest.windows,
    disagrees: !calm && Math.abs(clearest.z) >= clearest.limit && Math.abs(clearest.mean) >= SMALLEST_GAP,
    calm,
  };
}

function spansOf(windowSeconds: number): readonly Span[] {
  if (windowSeconds < DAY_SECONDS) return HOURLY;
  return windowSeconds === DAY_SECONDS ? DAILY : WEEKLY;
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
