import type { CollectorLimits } from './limits/collectorLimits.js';
import type { ApiKeyVerifierPort } from './ports/apiKeyVerifierPort.js';
import type { ClockPort } from './ports/clockPort.js';
import type { EventStorePort } from './ports/eventStorePort.js';
import type { IdempotencyPort } from './ports/idempotencyPort.js';
import type { IngestMetricsPort } from './ports/ingestMetricsPort.js';
import type { JobHintPort } from './ports/jobHintPort.js';
import type { LineagePort } from './ports/lineagePort.js';
import type { LogPort } from './ports/logPort.js';
import type { ModelRegistryPort } from './ports/modelRegistryPort.js';

/** Everything outside the collector that it works with. Whoever composes it owns them, and closes them after it. */
export interface CollectorDependencies {
  store: EventStorePort;
  registry: ModelRegistryPort;
  idempotency: IdempotencyPort;
  verifier: ApiKeyVerifierPort;
  lineage: LineagePort;
  clock: ClockPort;
  hint: JobHintPort;
  metrics: IngestMetricsPort;
  log: LogPort;
  limits: CollectorLimits;
}
