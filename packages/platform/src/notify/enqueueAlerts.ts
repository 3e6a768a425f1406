import type { Incident, WebhookPayload } from '@driftline/contracts';
import type { Repositories } from '../database/repositories.js';
import { alertPayload } from './alertPayload.js';

/**
 * Writes one delivery per enabled endpoint and returns their ids. Call it with the repositories of the transaction that
 * changes the incident: alert and change commit together, so none is lost and none is doubled. Then add a `deliverAlert`
 * job per id; if the process dies before, the sweep finds the deliveries by `deliveries.due`. `at` is RFC 3339.
 */
export async function enqueueAlerts(
  facts: Pick<Repositories, 'webhooks' | 'deliveries'>,
  incident: Incident,
  type: WebhookPayload['type'],
  at: string,
): Promise<string[]> {
  const endpoints = (await facts.webhooks.list()).filter((endpoint) => endpoint.enabled);
  const payload = alertPayload(incident, type, at);
  return await facts.deliveries.create(
    endpoints.map(({ id }) => ({ endpointId: id, event: type, incidentId: incident.id, payload })),
  );
}
