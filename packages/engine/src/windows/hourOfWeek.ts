import { windowOf } from './windowOf.js';
import { WEEK_SECONDS } from './windowSeconds.js';

/** 0 for Monday 00:00 to 01:00 UTC, up to 167. */
export function hourOfWeek(time: number): number {
  return Math.floor((time - windowOf(time, WEEK_SECONDS).start) / 3_600_000);
}
