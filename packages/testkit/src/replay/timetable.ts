import { DAY, HOUR, liveStartOf, RECORDING_START, type RecordingOptions } from './recording.js';
import { active } from './trouble.js';

const WEEKDAYS = [1.02, 1, 1, 1, 1.05, 0.85, 0.7];
const MONDAY = Date.UTC(2026, 0, 5);

/** Share of the day's rows in an hour of the day: quiet nights, a peak in the evening. */
function hourShare(hour: number): number {
  return (1 + 0.6 * Math.cos((2 * Math.PI * (hour - 17)) / 24)) / 24;
}

/** Times of all predictions, ascending, in epoch milliseconds. */
export function timetable(options: RecordingOptions, uniform: () => number): number[] {
  const { start = RECORDING_START, referenceDays, liveDays, rowsPerDay, troubles = [] } = options;
  const liveStart = liveStartOf(options);
  const times: number[] = [];
  for (let hour = 0; hour < (referenceDays + liveDays) * 24; hour++) {
    const from = start + hour * HOUR;
    const weekday = Math.floor((((from - MONDAY) / DAY) % 7) + 7) % 7;
    const expected = rowsPerDay * hourShare(hour % 24) * (WEEKDAYS[weekday] ?? 1);
    // Counts scatter like a Poisson count would, without one: two thirds of its standard deviation each way.
    const count = expected + Math.sqrt(expected) * (uniform() - 0.5) * 2;
    const rows = Math.floor(Math.max(0, count) + uniform());
    const minutes = Array.from({ length: rows }, () => Math.floor(uniform() * HOUR)).sort((a, b) => a - b);
    if (active(troubles, (from - liveStart) / DAY, 'no-traffic').length > 0) continue;
    for (const within of minutes) times.push(from + within);
  }
  return times;
}
