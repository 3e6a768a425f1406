import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { Panel } from '../../shared/ui/panel.js';
import { WatchedPanel } from '../repositories/watchedPanel.js';
import { MapForm } from './mapForm.js';
import styles from './maps.module.css';
import { MapTable } from './mapTable.js';

/** Every dependency map, and a form to make one. */
export function MapsPage() {
  const maps = useQuery(queries.maps());
  const items = [...(maps.data?.items ?? [])].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
  return (
    <>
      <PageHeader title="Dependency maps" note="Which sources each model depends on, through which code" />
      <div className={styles.stack}>
        <Panel title="Map a repository">
          <MapForm />
        </Panel>
        <Panel title="Maps" note={maps.data && plural(items.length, 'map')} flush>
          {maps.isPending && <LoadingLines what="the maps" lines={4} />}
          {maps.error && <ErrorState what="The maps" error={maps.error} retry={() => void maps.refetch()} />}
          {maps.data && items.length === 0 && (
            <EmptyState title="No repository is mapped yet">
              Give the path or address of the Git repository that builds your models. Driftline reads its code
              and finds every source; nothing in it is executed.
            </EmptyState>
          )}
          {items.length > 0 && <MapTable maps={items} />}
        </Panel>
        <WatchedPanel />
      </div>
    </>
  );
}
