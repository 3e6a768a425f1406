import type { WebhookEndpoint } from '@driftline/contracts';
import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlayerPause } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { useCan } from '../../shared/api/useCan.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import { ConfirmButton } from '../../shared/ui/confirmButton.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import styles from './settings.module.css';

export function WebhookTable({ webhooks }: { webhooks: readonly WebhookEndpoint[] }) {
  const client = useQueryClient();
  const admin = useCan('admin');
  const remove = useMutation({
    mutationFn: api.removeWebhook,
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhook'] }),
  });
  return (
    <>
      <DataTable
        label="Webhooks"
        head={
          <>
            <th scope="col">Address</th>
            <th scope="col">State</th>
            <th scope="col">Added</th>
            {admin.allowed && (
              <th scope="col">
                <VisuallyHidden>Remove</VisuallyHidden>
              </th>
            )}
          </>
        }
      >
        {webhooks.map((webhook) => (
          <tr key={webhook.id}>
            <td data-wide>{webhook.url}</td>
            <td>
              <Badge
                icon={webhook.enabled ? IconCheck : IconPlayerPause}
                tone={webhook.enabled ? 'quiet' : 'plain'}
              >
                {webhook.enabled ? 'Enabled' : 'Disabled'}
              </Badge>
            </td>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Timestamp at={webhook.createdAt} />
            </td>
            {admin.allowed && (
              <td data-number>
                <ConfirmButton
                  verb="Remove"
                  subject={webhook.url}
                  loading={remove.isPending}
                  onConfirm={() => remove.mutate(webhook.id)}
                />
              </td>
            )}
          </tr>
        ))}
      </DataTable>
      <p role="alert" className={styles.trouble}>
        {remove.error ? errorWords(remove.error) : ''}
      </p>
    </>
  );
}
