import { ApiKeyRepository } from './apiKeys/apiKeyRepository.js';
import { AuditRepository } from './audit/auditRepository.js';
import { ChangeRepository } from './changes/changeRepository.js';
import type { FactsClient } from './client/factsClient.js';
import { DeliveryRepository } from './deliveries/deliveryRepository.js';
import { IdempotencyRepository } from './idempotency/idempotencyRepository.js';
import { IncidentRepository } from './incidents/incidentRepository.js';
import { LineageRepository } from './lineage/lineageRepository.js';
import { MapRepository } from './maps/mapRepository.js';
import { ModelRepository } from './models/modelRepository.js';
import { ReferenceRepository } from './references/referenceRepository.js';
import { RegistrationRepository } from './registrations/registrationRepository.js';
import { SessionRepository } from './sessions/sessionRepository.js';
import { SettingRepository } from './settings/settingRepository.js';
import { UserRepository } from './users/userRepository.js';
import { WebhookRepository } from './webhooks/webhookRepository.js';
import { WindowRepository } from './windows/windowRepository.js';

/** The facts, one narrow object per thing. Times are epoch milliseconds except in the types of contracts (RFC 3339). */
export function createRepositories(client: FactsClient) {
  return {
    models: new ModelRepository(client),
    references: new ReferenceRepository(client),
    windows: new WindowRepository(client),
    incidents: new IncidentRepository(client),
    lineage: new LineageRepository(client),
    maps: new MapRepository(client),
    registrations: new RegistrationRepository(client),
    apiKeys: new ApiKeyRepository(client),
    users: new UserRepository(client),
    sessions: new SessionRepository(client),
    webhooks: new WebhookRepository(client),
    deliveries: new DeliveryRepository(client),
    idempotency: new IdempotencyRepository(client),
    audit: new AuditRepository(client),
    settings: new SettingRepository(client),
    changes: new ChangeRepository(client),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;
