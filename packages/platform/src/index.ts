export type { Clock } from './clock/clock.js';
export { SimulatedClock } from './clock/simulatedClock.js';
export { wallClock } from './clock/wallClock.js';
export { type Environment, loadConfig } from './config/loadConfig.js';
export type { Config } from './config/settings.js';
export { type SettingRow, settingsReference } from './config/settingsReference.js';
export type { Scope, StoredApiKey } from './database/apiKeys/apiKeyRepository.js';
export type { AuditEntry, StoredAuditEntry } from './database/audit/auditRepository.js';
export type { ChangeListener, ChangeSubscription } from './database/changes/listenChanges.js';
export { newId } from './database/client/newId.js';
export { connectDatabase, type DatabaseOptions } from './database/connectDatabase.js';
export type { Database } from './database/database.js';
export { databaseTrouble } from './database/databaseTrouble.js';
export type {
  ClaimedDelivery,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryOutcome,
  NewDelivery,
} from './database/deliveries/storedDelivery.js';
export type { StoredAnswer } from './database/idempotency/idempotencyRepository.js';
export type {
  IncidentFilter,
  IncidentPatch,
  NewIncident,
  StoredIncident,
} from './database/incidents/storedIncident.js';
export type {
  Facets,
  LineageDataset,
  LineageEdge,
  LineageGraph,
  LineageJob,
  LineageRun,
  RunDataset,
} from './database/lineage/lineageGraph.js';
export type { RunFilter } from './database/lineage/lineageRepository.js';
export type { LineageScope } from './database/lineage/readLineageGraph.js';
export type { MapDifference, MapSummary } from './database/maps/mapRepository.js';
export { migrateDatabase } from './database/migrate/migrateDatabase.js';
export { describeModel, describeModels } from './database/models/describeModels.js';
export type { ModelPatch, ModelShape, ModelTraffic, StoredModel } from './database/models/storedModel.js';
export type { PageRequest } from './database/paging/pageOf.js';
export type { ReferenceSummary, StoredReference } from './database/references/referenceRepository.js';
export type {
  NewRegistration,
  RegistrationPatch,
  StoredRegistration,
} from './database/registrations/storedRegistration.js';
export type { Repositories } from './database/repositories.js';
export type { Role, StoredUser } from './database/users/userRepository.js';
export type { StoredEndpoint } from './database/webhooks/webhookRepository.js';
export type { WindowEvaluation, WindowRange } from './database/windows/windowEvaluation.js';
export type { ClickHouseAddress } from './embedded/clickhouse/embeddedClickHouse.js';
export { parseClickHouseUrl } from './embedded/clickhouse/parseClickHouseUrl.js';
export { embeddedOptions } from './embedded/embeddedOptions.js';
export type { EmbeddedLog } from './embedded/process/embeddedLog.js';
export type { ServerHealth } from './embedded/process/managedServer.js';
export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded/startEmbedded.js';
export type { Coverage, RowCoverage } from './eventStore/read/coverage.js';
export { alertPayload } from './notify/alertPayload.js';
export { createDeliverer, type Deliverer, type DelivererOptions } from './notify/createDeliverer.js';
export { sealEndpointSecret } from './notify/endpointSecret.js';
export { enqueueAlerts } from './notify/enqueueAlerts.js';
export type { Alert, Notifier, NotifierOptions, NotifyResult, NotifyTarget } from './notify/notifier.js';
export { createNotifiers } from './notify/notifiers.js';
export { newWebhookSecret } from './notify/webhook/webhookSecret.js';
export { openPlatform, type PlatformOptions } from './platform/openPlatform.js';
export type { Platform } from './platform/platform.js';
export { createQueue, type QueueOptions } from './queue/createQueue.js';
export { defineJobHandler } from './queue/defineJobHandler.js';
export type { JobContext, JobHandler } from './queue/jobHandler.js';
export type { AddOptions, FailedJob, JobCounts, Queue, WorkerOptions } from './queue/queue.js';
export {
  type ApiKeyVerifier,
  type ApiKeyVerifierOptions,
  createApiKeyVerifier,
  hasScope,
} from './security/apiKeyVerifier.js';
export { type NewApiKey, newApiKey } from './security/newApiKey.js';
export { type OutgoingPolicy, type PinnedUrl, resolveOutgoing } from './security/outgoing/resolveOutgoing.js';
export { hashPassword, verifyPassword } from './security/passwords.js';
export { createSecretBox, type SecretBox } from './security/secretBox.js';
export { hashSessionToken, newSessionToken } from './security/sessionToken.js';
export { createLogger, type Logger, type LoggerOptions } from './telemetry/logger.js';
export { createMetrics, type Metrics, type MetricsOptions } from './telemetry/metrics.js';
export { nextCheck, nextRetry } from './watch/nextCheck.js';
export { registrationSecrets } from './watch/registrationSecrets.js';
