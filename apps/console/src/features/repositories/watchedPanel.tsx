import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './repositories.module.css';
import { WatchedTable } from './watchedTable.js';
import { WatchForm } from './watchForm.js';

/** Repositories that Driftline maps again whenever their branch moves. */
export function WatchedPanel() {
  const repositories = useQuery(queries.repositories());
  const items = repositories.data?.items ?? [];
  return (
    <Panel
      title="Watched repositories"
      note={repositories.data && plural(items.length, 'repository', 'repositories')}
      flush
    >
      {repositories.isPending && <LoadingLines what="the watched repositories" lines={3} />}
      {repositories.error && (
        <ErrorState
          what="The watched repositories"
          error={repositories.error}
          retry={() => void repositories.refetch()}
        />
      )}
      {repositories.data && items.length === 0 && (
        <EmptyState title="No repository is watched">
          Driftline maps a watched repository again whenever its branch moves, and says which models each
          commit reaches.
        </EmptyState>
      )}
      {items.length > 0 && <WatchedTable repositories={items} />}
      <div className={styles.below}>
        <WatchForm />
      </div>
    </Panel>
  );
}
