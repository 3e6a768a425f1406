import type { Aggregate, ColumnProfile, NumericSummary, TextSummary } from '@driftline/engine';
import type { ScanPlan } from './scanPlan.js';
import type { ScanRow } from './scanSql.js';

/** The columns of one window, as far as one plan of the scan knows them. */
export function readColumns(row: ScanRow, plan: ScanPlan, columns: Record<string, ColumnProfile>): void {
  for (const [index, { feature }] of plan.numbers.entries()) {
    const count = row.nCount?.[index] ?? 0;
    const column = columnOf(columns, feature);
    column.types.number += count;
    column.missing -= count;
    const numeric = count === 0 ? undefined : numericSummary(row, index, count, plan);
    if (numeric !== undefined) column.numeric = numeric;
  }
  for (const [index, { feature }] of plan.strings.entries()) {
    const count = row.sCount?.[index] ?? 0;
    const column = columnOf(columns, feature);
    column.types.string += count;
    column.missing -= count;
    const text = count === 0 ? undefined : textSummary(row, index, count, plan);
    if (text !== undefined) column.text = text;
  }
  for (const [index, { feature }] of plan.booleans.entries()) {
    const count = row.bCount?.[index] ?? 0;
    const column = columnOf(columns, feature);
    column.types.boolean += count;
    column.missing -= count;
    column.trueCount += row.bTrue?.[index] ?? 0;
  }
}

/** A column of which nothing is known but the window's rows. */
export function emptyColumn(rows: number): ColumnProfile {
  return { missing: rows, types: { number: 0, string: 0, boolean: 0 }, trueCount: 0 };
}

function columnOf(columns: Record<string, ColumnProfile>, feature: string): ColumnProfile {
  const column = columns[feature];
  if (column === undefined) throw new Error(`the scan answered for ${feature}, which was not asked`);
  return column;
}

function numericSummary(
  row: ScanRow,
  index: number,
  count: number,
  plan: ScanPlan,
): NumericSummary | undefined {
  if (row.nMean === undefined) return undefined;
  const { aggregates, layout } = plan.request;
  const summary: NumericSummary = {
    count,
    mean: row.nMean[index] ?? 0,
    m2: (row.nVariance?.[index] ?? 0) * count,
    min: row.nMin?.[index] ?? 0,
    max: row.nMax?.[index] ?? 0,
    negatives: row.nNegatives?.[index] ?? 0,
    zeros: row.nZeros?.[index] ?? 0,
    quantiles: (row.nQuantiles?.[index] ?? []).map((value) => value ?? 0),
  };
  const edges = layout.edges[plan.numbers[index]?.feature ?? ''];
  if (edges !== undefined && asks(aggregates, 'histogram')) {
    summary.bins = row.nBins?.[index]?.slice(0, edges.length + 1) ?? [count];
  }
  return summary;
}

function textSummary(row: ScanRow, index: number, count: number, plan: ScanPlan): TextSummary | undefined {
  const { aggregates, layout } = plan.request;
  if (!asks(aggregates, 'distinct') && !asks(aggregates, 'top') && !asks(aggregates, 'histogram'))
    return undefined;
  const summary: TextSummary = {
    count,
    distinct: row.sDistinct?.[index] ?? 0,
    top: (row.sTop?.[index] ?? [])
      .map(({ item, count }): [string, number] => [item, count])
      .sort(byCountThenValue),
  };
  const categories = layout.categories[plan.strings[index]?.feature ?? ''];
  const bins = row.sBins?.[index];
  if (categories !== undefined && bins !== undefined) summary.bins = bins;
  return summary;
}

function asks(aggregates: readonly Aggregate[], aggregate: Aggregate): boolean {
  return aggregates.includes(aggregate);
}

function byCountThenValue([a, countA]: [string, number], [b, countB]: [string, number]): number {
  return countB - countA || (a < b ? -1 : a > b ? 1 : 0);
}
