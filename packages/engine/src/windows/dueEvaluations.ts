import type { DueEvaluation } from '../evaluate/evaluation.js';
import { FRACTIONS } from './phaseOf.js';
import { type TimeRange, windowOf } from './windowOf.js';

const DAY = 86_400_000;
/** Labels that come later than this no longer reopen a window by themselves; new ones that land still do. */
const MOST_MATURING_DAYS = 90;
const LEAST_STALL_DAYS = 2;
const NEARLY_ALL = 0.995;

/** What is known of a window that was evaluated before and may be due again. Times are epoch milliseconds. */
export interface EvaluatedWindow {
  start: number;
  /** asOf of the newest evaluation made. */
  asOf: number;
  /** Share of rows labelled at that evaluation. */
  maturity: number;
  /** asOf at which the maturity last grew (of its first evaluation when it never did). */
  grewAt: number;
  /** True when predictions or labels were received for it after its newest evaluation. */
  touched: boolean;
}

/** Times in epoch milliseconds, spans in the unit of their name. */
export interface ScheduleInput {
  windowSeconds: number;
  /** Event time of the first live prediction; windows before it are never due. */
  firstEvent: number;
  /** From `completeUntil`. */
  completeUntil: number;
  latenessSeconds: number;
  /** Windows evaluated so far. One that is left out counts as never evaluated: raise `firstEvent` past it. */
  evaluated: readonly EvaluatedWindow[];
  /** Share of rows expected to be labelled in the end, see `expectedCoverage`. */
  coverage: number;
  /** From `settleDays`. */
  settleDays: number;
}

/**
 * The evaluations that are due, ascending by asOf, then by start: the quarter points of an open window
 * (provisional), its end plus lateness (final), and then daily (at lateness after UTC midnight) while its labels
 * mature or when it was touched (revised). An asOf is due once event time is complete up to it, so that the answer
 * cannot change by being late. The list stops where it may depend on the outcome of what it names: evaluate all,
 * record them, and call again until it is empty.
 */
export function dueEvaluations(input: ScheduleInput): DueEvaluation[] {
  const evaluated = new Map(input.evaluated.map((window) => [window.start, window]));
  const due: DueEvaluation[] = [];
  let window = windowOf(input.firstEvent, input.windowSeconds);
  while (window.start < input.completeUntil) {
    due.push(...dueOf(window, evaluated.get(window.start), input));
    window = windowOf(window.end, input.windowSeconds);
  }
  const ready = due.filter(({ asOf }) => asOf <= input.completeUntil);
  const first = Math.min(...ready.filter(({ state }) => state !== 'provisional').map(({ asOf }) => asOf));
  return ready.filter(({ asOf }) => asOf <= first).sort((a, b) => a.asOf - b.asOf || a.start - b.start);
}

function dueOf(window: TimeRange, last: EvaluatedWindow | undefined, input: ScheduleInput): DueEvaluation[] {
  const after = last?.asOf ?? Math.min(input.firstEvent, window.end);
  const finalAsOf = window.end + input.latenessSeconds * 1000;
  if (last && last.asOf >= finalAsOf) return revisions(window, last, input);
  const quarters = FRACTIONS.slice(0, -1).map(
    (fraction) => window.start + fraction * (window.end - window.start),
  );
  const provisional = quarters
    .filter((asOf) => asOf > after)
    .map((asOf): DueEvaluation => ({ ...window, asOf, state: 'provisional' }));
  return [...provisional, { ...window, asOf: finalAsOf, state: 'final' }];
}

/** All windows of a model are revised at the same times, so that one scan can answer for all. */
function revisions(window: TimeRange, last: EvaluatedWindow, input: ScheduleInput): DueEvaluation[] {
  const lateness = input.latenessSeconds * 1000;
  const days = (time: number) => Math.floor((time - lateness) / DAY);
  const next = days(last.asOf) + 1;
  const newest = Math.max(next, days(input.completeUntil));
  if (!last.touched && !isMaturing(window, last, input)) return [];
  const day = isMaturing(window, last, input) ? next : newest;
  return [{ ...window, asOf: day * DAY + lateness, state: 'revised' }];
}

function isMaturing(window: TimeRange, last: EvaluatedWindow, input: ScheduleInput): boolean {
  const complete = input.coverage > 0 && last.maturity >= Math.min(1, input.coverage) * NEARLY_ALL;
  const stalled = last.asOf - last.grewAt >= Math.max(LEAST_STALL_DAYS, input.settleDays) * DAY;
  return !complete && !stalled && last.asOf - window.end < MOST_MATURING_DAYS * DAY;
}
