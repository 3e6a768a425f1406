import type { WebhookEndpoint } from '@driftline/contracts';
import { IconCheck, IconPlayerPause } from '@tabler/icons-react';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import { DataTable } from '../../shared/ui/dataTable.js';

export function WebhookTable({ webhooks }: { webhooks: readonly WebhookEndpoint[] }) {
  return (
    <DataTable
      label="Webhooks"
      head={
        <>
          <th scope="col">Address</th>
          <th scope="col">State</th>
          <th scope="col">Added</th>
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
        </tr>
      ))}
    </DataTable>
  );
}
