import { formatCount, formatNumber, formatShare } from '../numbers/formatNumber.js';
import { metricName } from '../numbers/metricName.js';
import type { SliChartRow, SliFigure } from '../slis/sliChartRows.js';
import { formatTime } from '../time/formatTime.js';
import { useTimeZone } from '../time/timeZone.js';
import styles from './sliChart.module.css';

function Figure({ name, figure }: { name: string; figure: SliFigure | undefined }) {
  if (figure === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {figure.value === null ? (
          `cannot know yet: ${figure.reason ?? 'no reason given'}`
        ) : (
          <>
            <strong>{formatNumber(figure.value)}</strong>
            {figure.band !== null && ` (${formatNumber(figure.band[0])} to ${formatNumber(figure.band[1])})`}
          </>
        )}
      </dd>
    </>
  );
}

export function SliChartTooltip({ metric, row }: { metric: string; row: SliChartRow | undefined }) {
  const { zone } = useTimeZone();
  if (row === undefined) return null;
  return (
    <div className={styles.tooltip}>
      <p className={styles.when}>
        {formatTime(row.at, 'time', zone)} {zone === 'utc' ? 'UTC' : ''} · {row.state}
      </p>
      <dl>
        <Figure name={`${metricName(metric)}, realised`} figure={row.realised} />
        <Figure name="estimated" figure={row.estimated} />
        <Figure name="blended" figure={row.blended} />
        <dt>rows</dt>
        <dd>
          {formatCount(row.rows)}, {formatShare(row.maturity)} labelled
        </dd>
      </dl>
    </div>
  );
}
