import { MemoryBudget } from '../admission/memoryBudget.js';
import type { CollectorDependencies } from '../collectorDependencies.js';
import { IdempotencyGuard } from '../idempotency/idempotencyGuard.js';
import { ModelDirectory } from '../models/modelDirectory.js';
import { TrafficReporter } from '../traffic/trafficReporter.js';
import { EventWriter } from './eventWriter.js';
import { IngestService } from './ingestService.js';
import { ItemAdmission } from './itemAdmission.js';

/** Puts the ingest line together: admission, writer, guard and service around the given dependencies. */
export function createIngest(dependencies: CollectorDependencies): {
  service: IngestService;
  traffic: TrafficReporter;
} {
  const { store, registry, idempotency, verifier, clock, hint, metrics, log, limits } = dependencies;
  const directory = new ModelDirectory(registry, limits.maxModels);
  const traffic = new TrafficReporter(registry, hint, log, limits.hintIntervalMs);
  const service = new IngestService({
    verifier,
    clock,
    limits,
    metrics,
    budget: new MemoryBudget(limits.maxPendingBytes),
    guard: new IdempotencyGuard(idempotency, clock, log),
    admission: new ItemAdmission(directory, limits),
    writer: new EventWriter(store, limits, directory, traffic),
  });
  return { service, traffic };
}
