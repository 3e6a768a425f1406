import type { ReferenceSli } from '@driftline/contracts';
import type { SliChartRow } from '../slis/sliChartRows.js';

export interface NiceAxis {
  domain: [number, number];
  ticks: number[];
}

const wantedTicks = 5;

function niceStep(span: number): number {
  const rough = span / wantedTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough * 0.7) ?? 10);
}

/** Value axis with round ticks, which holds every figure and the reference band; outer ends of intervals may be cut. */
export function niceAxis(rows: readonly SliChartRow[], reference: ReferenceSli | undefined): NiceAxis {
  const values = rows.flatMap((row) =>
    [row.realised, row.estimated, row.blended].flatMap((figure) => figure?.value ?? []),
  );
  if (reference !== undefined) values.push(reference.low, reference.high);
  if (values.length === 0) return { domain: [0, 1], ticks: [0, 0.5, 1] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = Math.max((high - low) * 0.12, Math.abs(high) * 0.005, 1e-6);
  const step = niceStep(high - low + 2 * air);
  const first = Math.ceil((low - air) / step);
  const last = Math.floor((high + air) / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { domain: [low - air, high + air], ticks };
}
