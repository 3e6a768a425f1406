import type { ReferenceSli } from '@driftline/contracts';
import type { SliPoint } from '../slis/sliSeries.js';

export interface SparklineDrawing {
  path: string;
  x: (at: number) => number;
  y: (value: number) => number;
}

const padding = 2;

/** An SVG path of the known points, broken where a value cannot be known; undefined with fewer than two. */
export function sparklinePath(
  points: readonly SliPoint[],
  reference: Pick<ReferenceSli, 'low' | 'high'> | undefined,
  size: { width: number; height: number },
): SparklineDrawing | undefined {
  const known = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const [first, last] = [points[0], points.at(-1)];
  if (known.length < 2 || first === undefined || last === undefined) return undefined;
  const values = reference === undefined ? known : [...known, reference.low, reference.high];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, 1e-9);
  const time = Math.max(last.at - first.at, 1);
  const x = (at: number) => ((at - first.at) / time) * size.width;
  const y = (value: number) => padding + (1 - (value - low) / span) * (size.height - 2 * padding);
  let pen = 'M';
  let path = '';
  for (const point of points) {
    if (point.value === null) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`;
    pen = 'L';
  }
  return { path, x, y };
}
