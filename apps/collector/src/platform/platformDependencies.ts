import { createApiKeyVerifier, type Platform, wallClock } from '@driftline/platform';
import type { CollectorDependencies } from '../collectorDependencies.js';
import type { JobHintPort } from '../ports/jobHintPort.js';
import { askFacts } from './askFacts.js';
import { bearerVerifier } from './bearerVerifier.js';
import { idempotencyAdapter } from './idempotencyAdapter.js';
import { limitsFromConfig } from './limitsFromConfig.js';
import { metricsAdapter } from './metricsAdapter.js';
import { registryAdapter } from './registryAdapter.js';

export interface CollectorOptions {
  /**
   * Ask for an evaluation soon after events came. Unless told, only where time is the wall's: a replay moves its
   * clock first and sends the events up to it then, so an evaluation in between would see half of them.
   */
  hints?: boolean;
}

/** Fits the platform to the collector's ports. API keys follow wall time, also in a replay. */
export function platformDependencies(platform: Platform, options: CollectorOptions): CollectorDependencies {
  const { eventStore, database, clock, metrics, log, config } = platform;
  const hints = options.hints ?? clock === wallClock;
  return {
    store: eventStore,
    registry: registryAdapter(database),
    idempotency: idempotencyAdapter(database),
    verifier: bearerVerifier(createApiKeyVerifier({ apiKeys: database.apiKeys })),
    lineage: { applyRunEvents: (events) => askFacts(database.lineage.applyRunEvents(events)) },
    clock,
    hint: hints ? queueHint(platform) : { evaluateModel: async () => {} },
    metrics: metricsAdapter(metrics),
    log,
    limits: limitsFromConfig(config),
  };
}

function queueHint({ queue }: Platform): JobHintPort {
  return {
    evaluateModel: (modelId) => queue.add('evaluateModel', { modelId }, { dedupe: modelId }),
  };
}
