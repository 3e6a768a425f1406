import { hourOfWeek } from './hourOfWeek.js';

const HOUR = 3_600_000;

/** Rows to expect between two times from mean rows per hour of the week; part of an hour counts in proportion. */
export function expectedRows(byHourOfWeek: readonly number[], start: number, end: number): number {
  let rows = 0;
  for (let time = start; time < end; ) {
    const next = Math.min(end, Math.floor(time / HOUR) * HOUR + HOUR);
    rows += ((byHourOfWeek[hourOfWeek(time)] ?? 0) * (next - time)) / HOUR;
    time = next;
  }
  return rows;
}
