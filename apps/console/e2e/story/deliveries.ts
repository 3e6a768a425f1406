import type { Delivery } from '@driftline/contracts';

const url = 'https://hooks.example.com/driftline';

const delivery = (id: string, event: string, more: Partial<Delivery>): Delivery => ({
  id,
  endpointId: 'wh_1',
  url,
  event,
  incidentId: 'inc_4',
  status: 'delivered',
  attempts: 1,
  responseStatus: 204,
  error: null,
  createdAt: '2001-06-10T06:00:02.000Z',
  deliveredAt: '2001-06-10T06:00:02.000Z',
  ...more,
});

export const deliveries = [
  delivery('dl_3', 'incident.updated', {
    status: 'retrying',
    attempts: 3,
    responseStatus: 503,
    error: 'the receiver answered 503; next try in 5 min',
    createdAt: '2001-06-10T12:00:03.000Z',
    deliveredAt: null,
  }),
  delivery('dl_2', 'incident.opened', {}),
  delivery('dl_1', 'incident.resolved', {
    incidentId: 'inc_2',
    createdAt: '2001-05-09T06:00:01.000Z',
    deliveredAt: '2001-05-09T06:00:01.000Z',
  }),
];

export const webhooks = [{ id: 'wh_1', url, enabled: true, createdAt: '2001-01-01T09:00:00.000Z' }];
