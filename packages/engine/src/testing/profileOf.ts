import { histogramOf, momentsOf, quantileOf } from '@driftline/stats';
import { QUANTILE_PROBABILITIES } from '../profile/aggregate.js';
import type { ColumnProfile, NumericSummary, TextSummary } from '../profile/columnProfile.js';
import type { ScanRequest } from '../profile/scanRequest.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import type { EventRow } from './eventRow.js';

const TOP = 100;

/** The profile of some rows, exact. */
export function profileOf(
  start: number,
  end: number,
  rows: readonly EventRow[],
  request: ScanRequest,
): WindowProfile {
  const columns: Record<string, ColumnProfile> = {};
  for (const column of request.columns) columns[column] = columnOf(column, rows, request);
  return {
    start,
    end,
    rows: rows.length,
    weight: rows.length,
    versions: { 1: rows.length },
    duplicates: 0,
    columns,
  };
}

function columnOf(column: string, rows: readonly EventRow[], { layout }: ScanRequest): ColumnProfile {
  const numbers: number[] = [];
  const strings: string[] = [];
  let [booleans, trueCount] = [0, 0];
  for (const { features } of rows) {
    const value = features[column];
    if (typeof value === 'number') numbers.push(value);
    else if (typeof value === 'string') strings.push(value);
    else if (typeof value === 'boolean') {
      booleans += 1;
      trueCount += value ? 1 : 0;
    }
  }
  return {
    missing: rows.length - numbers.length - strings.length - booleans,
    types: { number: numbers.length, string: strings.length, boolean: booleans },
    trueCount,
    ...(numbers.length > 0 ? { numeric: numericOf(numbers, layout.edges[column]) } : {}),
    ...(strings.length > 0 ? { text: textOf(strings, layout.categories[column]) } : {}),
  };
}

function numericOf(numbers: readonly number[], edges: readonly number[] | undefined): NumericSummary {
  return {
    ...momentsOf(numbers),
    negatives: numbers.filter((value) => value < 0).length,
    zeros: numbers.filter((value) => value === 0).length,
    quantiles: QUANTILE_PROBABILITIES.map((p) => quantileOf(numbers, p)),
    ...(edges ? { bins: [...histogramOf(numbers, edges)] } : {}),
  };
}

function textOf(strings: readonly string[], categories: readonly string[] | undefined): TextSummary {
  const counts = new Map<string, number>();
  for (const value of strings) counts.set(value, (counts.get(value) ?? 0) + 1);
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, TOP);
  const known = categories?.map((category) => counts.get(category) ?? 0);
  const others = strings.length - (known ?? []).reduce((sum, count) => sum + count, 0);
  return {
    count: strings.length,
    distinct: counts.size,
    top,
    ...(known ? { bins: [...known, others] } : {}),
  };
}
