import {
  type Clock,
  type Config,
  createApiKeyVerifier,
  type EventStore,
  type Metrics,
  type Queue,
  type Repositories,
} from '@driftline/platform';
import type { CollectorDependencies } from '../collectorDependencies.js';
import type { LogPort } from '../ports/logPort.js';
import { bearerVerifier } from './bearerVerifier.js';
import { idempotencyAdapter } from './idempotencyAdapter.js';
import { limitsFromConfig } from './limitsFromConfig.js';
import { metricsAdapter } from './metricsAdapter.js';
import { registryAdapter } from './registryAdapter.js';
import { storeAdapter } from './storeAdapter.js';

/** What the collector takes of the platform; whoever opened these closes them after the collector. */
export interface CollectorPlatform {
  events: EventStore;
  facts: Pick<Repositories, 'models' | 'idempotency' | 'apiKeys'>;
  queue: Pick<Queue, 'add'>;
  clock: Clock;
  metrics: Metrics;
  log: LogPort;
  config: Config;
}

/** Fits the platform to the collector's ports. API keys and retries follow wall time, also in a replay. */
export function platformDependencies(platform: CollectorPlatform): CollectorDependencies {
  const { events, facts, queue, clock, metrics, log, config } = platform;
  return {
    store: storeAdapter(events),
    registry: registryAdapter(facts),
    idempotency: idempotencyAdapter(facts),
    verifier: bearerVerifier(createApiKeyVerifier({ apiKeys: facts.apiKeys })),
    clock,
    hint: { evaluateModel: (modelId) => queue.add('evaluateModel', { modelId }, { dedupe: modelId }) },
    metrics: metricsAdapter(metrics),
    log,
    limits: limitsFromConfig(config),
  };
}
