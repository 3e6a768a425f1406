import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { formatCount } from '../../shared/numbers/formatNumber.js';
import { boundsOfTimeRange } from '../../shared/time/timeRange.js';
import { useNow } from '../../shared/time/useNow.js';
import { useTimeRange } from '../../shared/time/useTimeRange.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { ColumnsPanel } from './columnsPanel.js';
import { FindingsTimeline } from './findingsTimeline.js';
import { ModelIncidents } from './modelIncidents.js';
import styles from './models.module.css';
import { NoReference } from './noReference.js';
import { ReferenceCard } from './referenceCard.js';
import { SliPanel } from './sliPanel.js';
import { WindowsPanel } from './windowsPanel.js';

/** One model: its SLIs over windows, its findings, columns, windows and reference. */
export function ModelPage() {
  const { model: name } = useParams({ from: '/shell/models/$model' });
  const { range } = useTimeRange();
  const now = useNow();
  const bounds = boundsOfTimeRange(range, new Date(now).toISOString());
  const model = useQuery(queries.model(name));
  const windows = useQuery(queries.windows(name, bounds));
  const incidents = useQuery(queries.incidents());
  if (model.isPending) return <LoadingLines what={`the model ${name}`} lines={8} height={28} />;
  if (model.error) {
    return (
      <>
        <PageHeader title={name} />
        <ErrorState what={`The model ${name}`} error={model.error} retry={() => void model.refetch()} />
      </>
    );
  }
  const own = incidents.data?.items.filter((incident) => incident.model === name) ?? [];
  const items = windows.data?.items ?? [];
  const { task, versions, rows, labels } = model.data;
  return (
    <>
      <PageHeader
        title={name}
        note={
          <>
            {task ?? 'task not known yet'}, version {versions.join(', ')}, {formatCount(rows)} predictions,{' '}
            {formatCount(labels)} labels
          </>
        }
      />
      <div className={styles.stack}>
        <ModelIncidents incidents={own} now={now} />
        {model.data.reference === null && <NoReference model={model.data} />}
        {windows.error && (
          <ErrorState what="The windows" error={windows.error} retry={() => void windows.refetch()} />
        )}
        {model.data.reference !== null && (
          <SliPanel model={model.data} windows={items} incidents={own} loading={windows.isPending} />
        )}
        {(windows.isPending || items.length > 0) && (
          <FindingsTimeline windows={items} loading={windows.isPending} />
        )}
        <div className={styles.columns}>
          <ColumnsPanel model={model.data} windows={items} />
          <ReferenceCard model={model.data} />
        </div>
        <WindowsPanel model={model.data} windows={items} complete={windows.data?.complete ?? true} />
      </div>
    </>
  );
}
