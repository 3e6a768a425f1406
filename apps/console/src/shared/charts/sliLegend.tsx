import type { ReferenceSli } from '@driftline/contracts';
import { formatNumber } from '../numbers/formatNumber.js';
import type { SliChartRow } from '../slis/sliChartRows.js';
import { chartColour } from './chartColour.js';
import styles from './sliChart.module.css';

function Stroke({ colour, dashes }: { colour: string; dashes?: string }) {
  return (
    <svg width="22" height="8" aria-hidden>
      <path d="M0 4h22" stroke={colour} strokeWidth="2" {...(dashes ? { strokeDasharray: dashes } : {})} />
    </svg>
  );
}

export interface SliLegendProps {
  rows: readonly SliChartRow[];
  reference: ReferenceSli | undefined;
  zoom: boolean;
}

/** Names the lines that are really there. */
export function SliLegend({ rows, reference, zoom }: SliLegendProps) {
  const estimator = rows.find((row) => row.estimated !== undefined)?.estimated?.estimator;
  return (
    <ul className={styles.legend}>
      {rows.some((row) => row.realised !== undefined) && (
        <li>
          <Stroke colour={chartColour('realised')} /> Realised, from labels
        </li>
      )}
      {estimator !== undefined && (
        <li>
          <Stroke colour={chartColour('estimated')} dashes="5 4" /> Estimated without labels (
          {estimator.toUpperCase()})
        </li>
      )}
      {rows.some((row) => row.blended !== undefined) && (
        <li>
          <Stroke colour={chartColour('blended')} dashes="1 3" /> Blended
        </li>
      )}
      {reference !== undefined && (
        <li>
          <span className={styles.swatch} style={{ background: chartColour('reference') }} />
          Reference {formatNumber(reference.low)} to {formatNumber(reference.high)}
        </li>
      )}
      {zoom && <li className={styles.hint}>Drag to zoom</li>}
    </ul>
  );
}
