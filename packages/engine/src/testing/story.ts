import { binaryStream, type Drift, seededUniform, standardNormal } from '@driftline/testkit';
import type { Reference } from '../reference/reference.js';
import type { EventRow } from './eventRow.js';
import { eventRowsOf } from './eventRowsOf.js';
import { learnFrom } from './learnFrom.js';
import { type Life, liveThrough } from './liveThrough.js';
import { MemoryStore } from './memoryStore.js';

const DAY = 86_400_000;
/** A Monday. */
export const REFERENCE_START = Date.UTC(2026, 0, 5);
export const COLUMNS = ['distance', 'wind', 'hour', 'origin'];
const LATENESS_SECONDS = 3600;

export interface StoryOptions {
  seed: number;
  referenceDays: number;
  liveDays: number;
  rowsPerHour: number;
  /** Standard deviation of the outcome's daily log odds around its mean: natural variation. */
  dailySwing?: number;
  drifts?: readonly Drift[];
  meanDelayHours?: number;
}

export interface Story {
  rows: EventRow[];
  store: MemoryStore;
  reference: Reference;
  liveStart: number;
  end: number;
}

/** A model with natural day-to-day variation: a labelled reference, then live days with what goes wrong in them. */
export function storyOf(options: StoryOptions): Story {
  const { seed, referenceDays, liveDays, rowsPerHour, meanDelayHours = 2 } = options;
  const liveStart = REFERENCE_START + referenceDays * DAY;
  const rows = eventRowsOf(
    binaryStream({
      seed,
      start: REFERENCE_START,
      hours: (referenceDays + liveDays) * 24,
      rowsPerHour,
      labelDelay: { meanHours: meanDelayHours, positiveFactor: 2 },
      drifts: [...dailySwings(options), ...(options.drifts ?? [])],
    }),
  ).map((row) => ({ ...row, reference: row.timestamp < liveStart }));
  const store = new MemoryStore(rows);
  const period = {
    start: REFERENCE_START,
    end: liveStart,
    asOf: liveStart,
    reference: true,
    columns: COLUMNS,
  };
  return { rows, store, reference: learnFrom(store, period), liveStart, end: liveStart + liveDays * DAY };
}

/** Lives through the story's live days, up to the last one's final evaluation. */
export function live({ store, reference, liveStart, end }: Story): Life {
  const completeUntil = end + LATENESS_SECONDS * 1000;
  const schedule = { firstEvent: liveStart, completeUntil, latenessSeconds: LATENESS_SECONDS };
  return liveThrough(store, reference, { model: 'flight-delay', columns: COLUMNS, ...schedule });
}

/** Each day's log odds: half of the day before's, and something new. */
function dailySwings({ seed, referenceDays, liveDays, dailySwing = 0.25 }: StoryOptions): Drift[] {
  const uniform = seededUniform(seed + 1);
  let swing = 0;
  return Array.from({ length: referenceDays + liveDays }, (_, day): Drift => {
    const before = swing;
    swing = 0.5 * swing + Math.sqrt(0.75) * dailySwing * standardNormal(uniform);
    return { kind: 'concept', from: REFERENCE_START + day * DAY, logOdds: swing - before };
  });
}
