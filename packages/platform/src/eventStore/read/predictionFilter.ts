import { sql } from '../client/sql.js';

const DAY = 86_400_000;
/** Windows of any length are counted from a Monday, so that weeks start on one. */
const FIRST_MONDAY = 4 * DAY;

/** Which predictions a query reads. Times are epoch milliseconds. */
export interface PredictionRange {
  start: number;
  end: number;
  /** Predictions with timestamp before it. */
  asOf: number;
  reference: boolean;
  version?: string;
}

/** The range's end, cut at asOf. */
export function endOf({ end, asOf }: PredictionRange): number {
  return Math.min(end, asOf);
}

/** The WHERE condition of a range. The condition on `day` is what lets the table's order skip the rest. */
export function predictionFilter(range: PredictionRange): string {
  const end = endOf(range);
  const conditions = [
    `day >= ${sql.day(range.start)}`,
    `day <= ${sql.day(end - 1)}`,
    `ts >= ${sql.time(range.start)}`,
    `ts < ${sql.time(end)}`,
    `reference = ${range.reference}`,
  ];
  if (range.version !== undefined) conditions.push(`model_version = ${sql.string(range.version)}`);
  return conditions.join(' AND ');
}

/** The start, in epoch milliseconds, of the window that a row's `ts` falls into. */
export function windowStart(range: PredictionRange, everySeconds: number | undefined): string {
  if (everySeconds === undefined) return `toInt64(${range.start})`;
  const length = everySeconds * 1000;
  const timestamp = 'toUnixTimestamp64Milli(ts)';
  return `${timestamp} - positiveModulo(${timestamp} - ${FIRST_MONDAY}, ${length})`;
}

/** The end of the window that starts at `start`. */
export function windowEnd(start: number, range: PredictionRange, everySeconds: number | undefined): number {
  return everySeconds === undefined ? range.end : start + everySeconds * 1000;
}
