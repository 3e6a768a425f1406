import type { Incident, Model } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { Sparkline } from '../../shared/charts/sparkline.js';
import { formatNumber } from '../../shared/numbers/formatNumber.js';
import { metricName } from '../../shared/numbers/metricName.js';
import { sliSeries } from '../../shared/slis/sliSeries.js';
import type { WorstSli } from '../../shared/slis/worstSli.js';
import styles from './rowSparkline.module.css';

const beforeMs = 30 * 86_400_000;
const afterMs = 14 * 86_400_000;

export interface RowSparklineProps {
  incident: Incident;
  model: Model | undefined;
  worst: WorstSli | undefined;
}

/** The SLI that shows the harm best, from a month before the incident to two weeks after. */
export function RowSparkline({ incident, model, worst }: RowSparklineProps) {
  const windows = useQuery({ ...queries.windows(incident.model, {}), enabled: model !== undefined });
  if (worst === undefined) return <span className={styles.none}>No SLI</span>;
  const { sli, reference } = worst;
  const start = Date.parse(incident.startedAt) - beforeMs;
  const end = incident.closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(incident.closedAt) + afterMs;
  const points = sliSeries(windows.data?.items ?? [], sli.metric, sli.kind).filter(
    (point) => point.at >= start && point.at <= end,
  );
  return (
    <div className={styles.cell}>
      <Sparkline
        points={points}
        reference={reference}
        highlight={{
          from: Date.parse(incident.startedAt),
          to: incident.closedAt === null ? undefined : Date.parse(incident.closedAt),
          severity: incident.severity,
        }}
      />
      <p className={styles.figure}>
        {metricName(sli.metric)} <strong>{sli.value === null ? 'unknown' : formatNumber(sli.value)}</strong>
        <br />
        {reference === undefined
          ? sli.kind
          : `usually ${formatNumber(reference.low)} to ${formatNumber(reference.high)}`}
      </p>
    </div>
  );
}
