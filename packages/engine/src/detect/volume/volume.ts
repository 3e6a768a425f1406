import type { Finding } from '@driftline/contracts';
import { median, robustScale } from '@driftline/stats';
import { expectedRows } from '../../windows/expectedRows.js';
import type { DetectInput, Detection, FindingDetector } from '../findingDetector.js';
import { usualMeasures } from '../usualMeasures.js';

const NOISE = 4;
/** Smallest change of interest, as ln(rows / expected): half as many again. */
const SMALLEST_EFFECT = Math.log(1.5);
const STRONG_EFFECT = Math.log(5);
/** Expected rows from which silence is certain, when no window of the reference was ever silent. */
const CERTAIN_ROWS = 100;
const CERTAIN_WINDOWS = 14;
const ENOUGH_HISTORY = 7;

/** Far more or fewer rows than the same hours of the week usually have; hard when traffic is certain and there is none. */
export const volume: FindingDetector = {
  name: 'volume',
  aggregates: ['rows'],
  detect(input): Detection {
    const { reference, due, profile } = input;
    const usual = usualMeasures(input.history, 'volume', '');
    const level = usual.length >= ENOUGH_HISTORY ? Math.exp(median(usual)) : 1;
    const seasonal = expectedRows(reference.volume.byHourOfWeek, due.start, Math.min(due.asOf, due.end));
    const expected = seasonal * level;
    if (expected <= 1) return { findings: [], measures: {} };
    if (profile.rows === 0) return { findings: silence(input, expected), measures: {} };
    const change = Math.log(profile.rows / expected);
    const spread = usual.length >= ENOUGH_HISTORY ? robustScale(usual) : 0;
    const natural = Math.hypot(Math.max(reference.volume.logSd, spread), 1 / Math.sqrt(expected));
    const threshold = Math.max(SMALLEST_EFFECT, NOISE * natural);
    const findings =
      Math.abs(change) > threshold ? [findingOf(profile.rows, expected, change, threshold)] : [];
    return { findings, measures: { '': Math.log(profile.rows / seasonal) } };
  },
};

function silence({ reference }: DetectInput, expected: number): Finding[] {
  const windows = (reference.end - reference.start) / (reference.windowSeconds * 1000);
  if (expected < CERTAIN_ROWS) return [];
  const certain = reference.volume.presence >= 1 && windows >= CERTAIN_WINDOWS;
  return [
    {
      kind: 'volume',
      column: null,
      level: certain ? 'hard' : 'soft',
      effect: 0,
      threshold: 1,
      measure: 'rows',
      message: `No predictions arrived; ${Math.round(expected)} are usual at this time of the week`,
      details: { rows: 0, expected: Math.round(expected) },
    },
  ];
}

function findingOf(rows: number, expected: number, change: number, threshold: number): Finding {
  const times = change > 0 ? rows / expected : expected / rows;
  return {
    kind: 'volume',
    column: null,
    level: Math.abs(change) >= STRONG_EFFECT ? 'soft' : 'drift',
    effect: Math.abs(change),
    threshold,
    measure: 'absolute ln(rows / expected rows)',
    message: `${rows} predictions, ${times.toFixed(1)} times ${change > 0 ? 'more' : 'fewer'} than the ${Math.round(expected)} usual at this time of the week`,
    details: { rows, expected: Math.round(expected) },
  };
}
