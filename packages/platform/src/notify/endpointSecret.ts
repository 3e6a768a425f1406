import type { StoredEndpoint } from '../database/webhooks/webhookRepository.js';
import type { SecretBox } from '../security/secretBox.js';

const CONTEXT = 'webhook endpoint';

/** Seals an endpoint's secret for the database. */
export function sealEndpointSecret(box: SecretBox, secret: string): string {
  return box.seal(secret, CONTEXT);
}

/** @throws CodedError `secret_unreadable` when DRIFTLINE_SECRET is another than it was sealed with */
export function openEndpointSecret(box: SecretBox, endpoint: StoredEndpoint): string {
  return box.open(endpoint.sealedSecret, CONTEXT);
}
