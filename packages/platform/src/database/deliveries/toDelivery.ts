import type { Delivery } from '@driftline/contracts';
import { toIso, toIsoOrNull } from '../client/time.js';
import type { Delivery as Row } from '../generated/client.js';

/** What is read for the delivery log: the payload stays out. */
export const DELIVERY_COLUMNS = {
  id: true,
  endpointId: true,
  endpoint: { select: { url: true } },
  event: true,
  incidentId: true,
  status: true,
  attempts: true,
  responseStatus: true,
  error: true,
  createdAt: true,
  deliveredAt: true,
} as const;

type DeliveryRow = Pick<Row, Exclude<keyof typeof DELIVERY_COLUMNS, 'endpoint'>> & {
  endpoint: { url: string };
};

export function toDelivery({ endpoint, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    url: endpoint.url,
    status: row.status as Delivery['status'],
    createdAt: toIso(row.createdAt),
    deliveredAt: toIsoOrNull(row.deliveredAt),
  };
}
