import type { ReferenceSli } from '@driftline/contracts';
import { formatNumber, plural } from '../numbers/formatNumber.js';
import { metricName } from '../numbers/metricName.js';
import type { SliChartRow } from '../slis/sliChartRows.js';
import { formatTime } from '../time/formatTime.js';

/** What a person who does not see the chart needs: its span, its ends, its range, and the reference. */
export function describeSliChart(
  metric: string,
  rows: readonly SliChartRow[],
  reference: ReferenceSli | undefined,
): string {
  const known = rows.flatMap((row) => {
    const value = row.realised?.value ?? row.estimated?.value;
    return value === null || value === undefined ? [] : [value];
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return `${metricName(metric)}: no window`;
  const span = `${formatTime(first.at, 'date', 'utc')} to ${formatTime(last.at, 'date', 'utc')}`;
  const range =
    known.length === 0
      ? 'cannot be known in any of them'
      : `between ${formatNumber(Math.min(...known))} and ${formatNumber(Math.max(...known))}, newest ${formatNumber(known.at(-1) ?? 0)}`;
  const usual =
    reference === undefined
      ? ''
      : `; in the reference ${formatNumber(reference.low)} to ${formatNumber(reference.high)}`;
  return `${metricName(metric)}, ${plural(rows.length, 'window')}, ${span}: ${range}${usual}`;
}
