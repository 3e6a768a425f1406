import type { ColumnProfile } from './columnProfile.js';

/**
 * The values of a column counted in the layout's bins, whatever their type: numbers, then strings, then true and
 * false. Missing values are left out: they are a finding of their own. Bins that one side lacks count as empty.
 */
export function columnCounts(column: ColumnProfile, shape: ColumnProfile = column): Float64Array {
  const numbers = column.numeric?.bins ?? emptyBins(shape.numeric?.bins);
  const strings = column.text?.bins ?? emptyBins(shape.text?.bins);
  const other =
    column.types.number + column.types.string + column.types.boolean - sum(numbers) - sum(strings);
  const booleans = [column.trueCount, column.types.boolean - column.trueCount];
  return Float64Array.from([...numbers, ...strings, ...booleans, Math.max(0, other - column.types.boolean)]);
}

function emptyBins(bins: readonly number[] | undefined): number[] {
  return bins ? bins.map(() => 0) : [];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
