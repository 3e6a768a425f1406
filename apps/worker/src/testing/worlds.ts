import { type Recording, recordReplay } from '@driftline/testkit';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const REFERENCE_DAYS = 28;

/** Midnight of the first live day. */
export const LIVE = START + REFERENCE_DAYS * DAY;
export const MODEL = 'delivery';

const world = { seed: 7, referenceDays: REFERENCE_DAYS, rowsPerDay: 150, features: 3, labelDelayHours: 6 };

/** Ten live days in which nothing goes wrong. */
export function calmWorld(): Recording {
  return recordReplay({ ...world, liveDays: 10, lineage: false });
}

/** Twelve live days; in the fifth to the seventh, distances arrive in metres. */
export function troubledWorld(): Recording {
  const fault = { kind: 'factor', factor: 1000, feature: 'distance_km', from: 4, to: 7 } as const;
  return recordReplay({ ...world, liveDays: 12, lineage: false, troubles: [fault] });
}

/** Midnight of a live day, counted from 0. */
export function day(number: number): number {
  return LIVE + number * DAY;
}
