import { DAY_SECONDS, HOUR_SECONDS } from './windowSeconds.js';

/** Length of the parts that a reference's windows are cut into: a quarter, or a day of a week. */
export function partSeconds(windowSeconds: number): number {
  return windowSeconds <= HOUR_SECONDS || windowSeconds === DAY_SECONDS ? windowSeconds / 4 : DAY_SECONDS;
}
