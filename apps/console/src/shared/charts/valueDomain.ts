import type { ReferenceSli } from '@driftline/contracts';
import type { SliChartRow } from '../slis/sliChartRows.js';

/** Value axis that holds every figure and the reference band with a little air; outer ends of bands may be cut. */
export function valueDomain(
  rows: readonly SliChartRow[],
  reference: ReferenceSli | undefined,
): [number, number] {
  const values = rows.flatMap((row) =>
    [row.realised, row.estimated, row.blended].flatMap((figure) => figure?.value ?? []),
  );
  if (reference !== undefined) values.push(reference.low, reference.high);
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = Math.max((high - low) * 0.15, Math.abs(high) * 0.01, 1e-6);
  const step = 10 ** Math.floor(Math.log10(high - low + 2 * air)) / 5;
  return [Math.floor((low - air) / step) * step, Math.ceil((high + air) / step) * step];
}
