import type { ReferenceSli, Severity } from '@driftline/contracts';
import type { SliPoint } from '../slis/sliSeries.js';
import { chartColour } from './chartColour.js';
import { sparklinePath } from './sparklinePath.js';

export interface SparklineProps {
  points: readonly SliPoint[];
  reference: ReferenceSli | undefined;
  highlight?: { from: number; to: number | undefined; severity: Severity };
  width?: number;
  height?: number;
}

/** A line with the reference band behind it. The figure beside it says the same in words, so it is hidden from readers. */
export function Sparkline({ points, reference, highlight, width = 96, height = 32 }: SparklineProps) {
  const drawing = sparklinePath(points, reference, { width, height });
  if (drawing === undefined) return <svg width={width} height={height} aria-hidden />;
  const { path, y, x } = drawing;
  const from = highlight === undefined ? 0 : Math.max(0, x(highlight.from));
  const to = highlight?.to === undefined ? width : Math.min(width, x(highlight.to));
  return (
    <svg width={width} height={height} aria-hidden focusable="false" style={{ flex: 'none' }}>
      {reference !== undefined && (
        <rect
          x={0}
          width={width}
          y={y(reference.high)}
          height={Math.max(1, y(reference.low) - y(reference.high))}
          fill={chartColour('reference')}
          opacity={0.25}
        />
      )}
      {highlight !== undefined && (
        <rect
          x={from}
          y={0}
          width={Math.max(2, to - from)}
          height={height}
          fill={chartColour(highlight.severity)}
          opacity={0.14}
        />
      )}
      <path d={path} fill="none" stroke={chartColour('realised')} strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  );
}
