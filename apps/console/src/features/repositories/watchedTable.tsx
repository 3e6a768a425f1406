import type { RegisteredRepository } from '@driftline/contracts';
import { VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../shared/api/api.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { useCan } from '../../shared/api/useCan.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { ConfirmButton } from '../../shared/ui/confirmButton.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import styles from './repositories.module.css';
import { scheduleWords } from './scheduleWords.js';
import { WatchState } from './watchState.js';

/** Every repository that is mapped again by itself. */
export function WatchedTable({ repositories }: { repositories: readonly RegisteredRepository[] }) {
  const client = useQueryClient();
  const admin = useCan('admin');
  const stop = useMutation({
    mutationFn: api.unwatchRepository,
    onSuccess: () => client.invalidateQueries({ queryKey: ['repository'] }),
  });
  return (
    <>
      <DataTable
        label="Watched repositories"
        head={
          <>
            <th scope="col">Repository</th>
            <th scope="col">Branch</th>
            <th scope="col">State</th>
            <th scope="col">Looked at</th>
            <th scope="col">Last seen</th>
            {admin.allowed && (
              <th scope="col">
                <VisuallyHidden>Stop watching</VisuallyHidden>
              </th>
            )}
          </>
        }
      >
        {repositories.map((repository) => (
          <tr key={repository.id}>
            <td data-wide>
              <Link
                to="/maps/repositories/$repositoryId"
                params={{ repositoryId: repository.id }}
                style={{ fontWeight: 600 }}
              >
                {repository.url}
              </Link>
              {repository.lastError !== null && <p className={styles.sub}>{repository.lastError}</p>}
            </td>
            <td>
              <code>{repository.branch}</code>
            </td>
            <td>
              <WatchState repository={repository} />
            </td>
            <td>{scheduleWords(repository.schedule)}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {repository.checkedAt === null ? '–' : <Timestamp at={repository.checkedAt} />}
            </td>
            {admin.allowed && (
              <td data-number>
                <ConfirmButton
                  verb="Stop watching"
                  subject={repository.url}
                  loading={stop.isPending}
                  onConfirm={() => stop.mutate(repository.id)}
                />
              </td>
            )}
          </tr>
        ))}
      </DataTable>
      <p role="alert" className={styles.trouble}>
        {stop.error ? errorWords(stop.error) : ''}
      </p>
    </>
  );
}
