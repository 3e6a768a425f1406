import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.js';
import type { ApiKey } from '../../shared/api/apiKey.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import { ConfirmButton } from '../../shared/ui/confirmButton.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import styles from './settings.module.css';

export function ApiKeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: api.revokeApiKey,
    onSuccess: () => client.invalidateQueries({ queryKey: ['apiKey'] }),
  });
  return (
    <>
      <DataTable
        label="API keys"
        head={
          <>
            <th scope="col">Name</th>
            <th scope="col">Begins with</th>
            <th scope="col">Scopes</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">State</th>
          </>
        }
      >
        {keys.map((key) => (
          <tr key={key.id}>
            <td>{key.name}</td>
            <td>
              <code>{key.prefix}…</code>
            </td>
            <td>{key.scopes.join(', ')}</td>
            <td>
              <Timestamp at={key.createdAt} />
            </td>
            <td>{key.lastUsedAt === null ? 'never' : <Timestamp at={key.lastUsedAt} />}</td>
            <td>
              {key.revokedAt === null ? (
                <ConfirmButton
                  verb="Revoke"
                  subject={key.name}
                  loading={revoke.isPending}
                  onConfirm={() => revoke.mutate(key.id)}
                />
              ) : (
                <Badge tone="quiet">Revoked</Badge>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      <p role="alert" className={styles.trouble}>
        {revoke.error ? errorWords(revoke.error) : ''}
      </p>
    </>
  );
}
