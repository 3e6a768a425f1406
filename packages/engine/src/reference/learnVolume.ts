import { robustScale } from '@driftline/stats';
import { expectedRows } from '../windows/expectedRows.js';
import { hourOfWeek } from '../windows/hourOfWeek.js';
import { windowOf } from '../windows/windowOf.js';
import type { VolumeReference } from './reference.js';

const HOUR = 3_600_000;
const HOURS_OF_WEEK = 168;
/** With less, an hour of the week has been seen once, and its hour of the day tells more. */
const SEASONAL_HOURS = 2 * HOURS_OF_WEEK;
/** Traffic varies by at least this, whatever a short reference shows (ln units). */
const LEAST_LOG_SD = 0.1;

/** Expected traffic by hour of the week from the reference's rows per hour. */
export function learnVolume(
  hourly: readonly { start: number; rows: number }[],
  windowSeconds: number,
): VolumeReference {
  const first = Math.min(...hourly.map(({ start }) => start));
  const last = Math.max(...hourly.map(({ start }) => start));
  const hours = (last - first) / HOUR + 1;
  const period = hours >= SEASONAL_HOURS ? HOURS_OF_WEEK : 24;
  const rows = new Float64Array(period);
  const seen = new Float64Array(period);
  for (let time = first; time <= last; time += HOUR) add(seen, hourOfWeek(time) % period, 1);
  for (const hour of hourly) add(rows, hourOfWeek(hour.start) % period, hour.rows);
  const byHourOfWeek = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => {
    const times = seen[hour % period] ?? 0;
    return times > 0 ? (rows[hour % period] ?? 0) / times : 0;
  });
  const windows = sumWindows(hourly, windowSeconds);
  const ratios = [...windows].flatMap(([start, sum]) => {
    const expected = expectedRows(byHourOfWeek, start, start + windowSeconds * 1000);
    return expected > 0 && sum > 0 ? [Math.log(sum / expected)] : [];
  });
  const possible =
    (windowOf(last, windowSeconds).end - windowOf(first, windowSeconds).start) / (windowSeconds * 1000);
  return {
    byHourOfWeek,
    logSd: Math.max(LEAST_LOG_SD, ratios.length > 0 ? robustScale(ratios) : 0),
    presence: windows.size / possible,
  };
}

function add(counts: Float64Array, index: number, amount: number): void {
  counts[index] = (counts[index] ?? 0) + amount;
}

function sumWindows(
  hourly: readonly { start: number; rows: number }[],
  windowSeconds: number,
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { start, rows } of hourly) {
    const window = windowOf(start, windowSeconds).start;
    if (rows > 0) sums.set(window, (sums.get(window) ?? 0) + rows);
  }
  return sums;
}
