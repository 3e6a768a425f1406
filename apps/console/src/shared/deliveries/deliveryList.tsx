import type { Delivery } from '@driftline/contracts';
import { plural } from '../numbers/formatNumber.js';
import { Timestamp } from '../time/timestamp.js';
import { Badge } from '../ui/badge.js';
import styles from './deliveryList.module.css';
import { deliveryLook } from './deliveryLook.js';

/** The notification log of one incident, narrow. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <ul>
      {deliveries.map((delivery) => {
        const look = deliveryLook[delivery.status];
        return (
          <li key={delivery.id} className={styles.delivery}>
            <p className={styles.line}>
              {delivery.event}
              <Badge icon={look.icon} tone={delivery.status === 'delivered' ? 'quiet' : 'plain'}>
                {look.word}
              </Badge>
            </p>
            <p className={styles.sub}>
              <Timestamp at={delivery.createdAt} />, {plural(delivery.attempts, 'attempt')}
            </p>
            <p className={styles.sub}>to {delivery.url}</p>
            {delivery.error !== null && <p className={styles.sub}>{delivery.error}</p>}
          </li>
        );
      })}
    </ul>
  );
}
