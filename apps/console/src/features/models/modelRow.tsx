import type { Model } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { Sparkline } from '../../shared/charts/sparkline.js';
import { formatCount, formatNumber, formatShare, plural } from '../../shared/numbers/formatNumber.js';
import { metricName } from '../../shared/numbers/metricName.js';
import { sliSeries } from '../../shared/slis/sliSeries.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Counter } from '../../shared/ui/counter.js';
import styles from './models.module.css';
import { newestSli } from './newestSli.js';

export function ModelRow({ model }: { model: Model }) {
  const windows = useQuery({ ...queries.windows(model.name, {}), enabled: model.reference !== null });
  const newest = newestSli(model, windows.data?.items ?? []);
  const reference = model.reference?.slis.find((sli) => sli.metric === newest?.metric);
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <Link to="/models/$model" params={{ model: model.name }} className={styles.name}>
          {model.name}
        </Link>
        <p className={styles.sub}>
          {model.task ?? 'task not known yet'}, {plural(model.versions.length, 'version')}
        </p>
      </td>
      <td>
        {newest === undefined ? (
          <span className={styles.sub}>{model.reference === null ? 'cannot know yet' : 'no window yet'}</span>
        ) : (
          <div className={styles.sli}>
            <Sparkline
              points={sliSeries(windows.data?.items ?? [], newest.metric, newest.sli.kind).slice(-60)}
              reference={reference}
            />
            <div>
              <p>
                {metricName(newest.metric)} <strong>{formatNumber(newest.sli.value ?? 0)}</strong>
              </p>
              <p className={styles.sub}>{newest.sli.kind}</p>
            </div>
          </div>
        )}
      </td>
      <td>
        {reference !== undefined && (
          <>
            {formatNumber(reference.low)} to {formatNumber(reference.high)}
          </>
        )}
        <p className={styles.sub}>
          {model.reference === null ? 'Not learnt yet' : `${formatCount(model.reference.rows)} rows`}
        </p>
      </td>
      <td data-number>{formatCount(model.rows)}</td>
      <td data-number>{model.rows === 0 ? '–' : formatShare(model.labels / model.rows)}</td>
      <td>
        {model.newestEventAt === null ? (
          <span className={styles.sub}>none</span>
        ) : (
          <Timestamp at={model.newestEventAt} />
        )}
      </td>
      <td>
        {model.openIncidents === 0 ? (
          <span className={styles.sub}>none open</span>
        ) : (
          <Link to="/" search={{ model: model.name, status: 'open,acknowledged' }}>
            <Counter count={model.openIncidents} /> open
          </Link>
        )}
      </td>
    </tr>
  );
}
