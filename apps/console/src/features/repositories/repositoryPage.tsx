import type { RegisteredRepository } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { Panel } from '../../shared/ui/panel.js';
import { MapHistory } from './mapHistory.js';
import styles from './repositories.module.css';
import { scheduleWords } from './scheduleWords.js';
import { WatchState } from './watchState.js';

/** One watched repository: whether it is read well, and what each of its commits changed. */
export function RepositoryPage() {
  const { repositoryId } = useParams({ from: '/shell/maps/repositories/$repositoryId' });
  const repository = useQuery(queries.repository(repositoryId));
  const maps = useQuery(queries.repositoryMaps(repositoryId));
  if (repository.isPending) return <LoadingLines what="the repository" lines={6} height={30} />;
  if (repository.error) {
    return (
      <>
        <PageHeader title="Watched repository" />
        <ErrorState what="The repository" error={repository.error} retry={() => void repository.refetch()} />
      </>
    );
  }
  const { url, branch, schedule, checkedAt } = repository.data;
  return (
    <>
      <PageHeader
        title={url.split('/').filter(Boolean).at(-1) ?? url}
        note={
          <>
            <code>{url}</code>, branch <code>{branch}</code>; looked at:{' '}
            {scheduleWords(schedule).toLowerCase()}
            {checkedAt !== null && (
              <>
                , last <Timestamp at={checkedAt} />
              </>
            )}
          </>
        }
        aside={<WatchState repository={repository.data} />}
      />
      <Trouble repository={repository.data} />
      <Panel title="Maps" note="newest first" flush>
        {maps.isPending && <LoadingLines what="the maps" lines={4} />}
        {maps.error && <ErrorState what="The maps" error={maps.error} retry={() => void maps.refetch()} />}
        {maps.data?.items.length === 0 && (
          <EmptyState title="It was not mapped yet">The first map follows the next look at it.</EmptyState>
        )}
        {maps.data && maps.data.items.length > 0 && <MapHistory maps={maps.data.items} />}
      </Panel>
    </>
  );
}

function Trouble({ repository: { lastError, failingSince } }: { repository: RegisteredRepository }) {
  if (lastError === null) return null;
  return (
    <div className={styles.failing} role="alert">
      <p>
        <strong>It cannot be read{failingSince !== null && ' since '}</strong>
        {failingSince !== null && <Timestamp at={failingSince} />}: {lastError}
      </p>
      <p className={styles.sub}>
        Driftline tries again by itself. Its maps stand at the last commit that was read.
      </p>
    </div>
  );
}
