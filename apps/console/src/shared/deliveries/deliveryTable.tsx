import type { Delivery } from '@driftline/contracts';
import { plural } from '../numbers/formatNumber.js';
import { Timestamp } from '../time/timestamp.js';
import { Badge } from '../ui/badge.js';
import { DataTable } from '../ui/dataTable.js';
import { deliveryLook } from './deliveryLook.js';

/** The notification log: sent, to whom, failed why. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <DataTable
      label="Deliveries"
      head={
        <>
          <th scope="col">Sent</th>
          <th scope="col">Event</th>
          <th scope="col">To</th>
          <th scope="col">Outcome</th>
        </>
      }
    >
      {deliveries.map((delivery) => {
        const look = deliveryLook[delivery.status];
        return (
          <tr key={delivery.id}>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Timestamp at={delivery.createdAt} />
            </td>
            <td style={{ whiteSpace: 'nowrap' }}>{delivery.event}</td>
            <td data-wide>{delivery.url}</td>
            <td data-wide>
              <Badge icon={look.icon} tone={delivery.status === 'delivered' ? 'quiet' : 'plain'}>
                {look.word}
              </Badge>{' '}
              <span style={{ fontSize: 'var(--text-small)', color: 'var(--ink-3)' }}>
                {delivery.responseStatus !== null && `${delivery.responseStatus}, `}
                {plural(delivery.attempts, 'attempt')}
                {delivery.error !== null && `: ${delivery.error}`}
              </span>
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
