import { formatTime, type TimeZoneChoice } from './formatTime.js';
import type { TimeRange } from './timeRange.js';

const words = { h: 'hours', d: 'days', w: 'weeks' };
const day = 86_400_000;

/** The range in words: `All time`, `Last 30 days`, `1 Apr 2001 to 1 May 2001`. */
export function describeTimeRange(range: TimeRange, zone: TimeZoneChoice): string {
  if (range.kind === 'all') return 'All time';
  if (range.kind === 'last') return `Last ${range.amount} ${words[range.unit]}`;
  const style = Date.parse(range.to) - Date.parse(range.from) >= 2 * day ? 'date' : 'time';
  return `${formatTime(range.from, style, zone)} to ${formatTime(range.to, style, zone)}`;
}
