import type { Model } from '@driftline/contracts';
import { formatCount, formatNumber } from '../../shared/numbers/formatNumber.js';
import { metricName } from '../../shared/numbers/metricName.js';
import { formatDuration } from '../../shared/time/formatDuration.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './models.module.css';

/** What the model is compared with. */
export function ReferenceCard({ model }: { model: Model }) {
  const { reference, windowSeconds, watermark } = model;
  return (
    <Panel title="Reference">
      <dl className={styles.facts}>
        <dt>Period</dt>
        <dd>
          {reference === null ? (
            'not learnt yet'
          ) : (
            <>
              <Timestamp at={reference.start} style="date" /> to <Timestamp at={reference.end} style="date" />
            </>
          )}
        </dd>
        <dt>Rows</dt>
        <dd>{reference === null ? '–' : formatCount(reference.rows)}</dd>
        <dt>Window</dt>
        <dd>{windowSeconds === null ? 'not chosen yet' : formatDuration(windowSeconds * 1000)}</dd>
        <dt>Watermark</dt>
        <dd>{watermark === null ? 'none yet' : <Timestamp at={watermark} />}</dd>
        {model.positiveLabel !== null && (
          <>
            <dt>Positive label</dt>
            <dd>
              <code>{model.positiveLabel}</code>
            </dd>
          </>
        )}
        {reference?.slis.map((sli) => (
          <ReferenceSliLine key={sli.metric} sli={sli} />
        ))}
      </dl>
    </Panel>
  );
}

function ReferenceSliLine({ sli }: { sli: NonNullable<Model['reference']>['slis'][number] }) {
  return (
    <>
      <dt>{metricName(sli.metric)}</dt>
      <dd>
        {formatNumber(sli.value)}{' '}
        <span className={styles.sub}>
          ({formatNumber(sli.low)} to {formatNumber(sli.high)})
        </span>
        <p className={styles.sub}>{sli.pages ? 'may page' : 'pages nobody'}</p>
      </dd>
    </>
  );
}
