import { MemoryBudget } from '../admission/memoryBudget.js';
import type { CollectorDependencies } from '../collectorDependencies.js';
import { IdempotencyGuard } from '../idempotency/idempotencyGuard.js';
import { LineageService } from '../lineage/lineageService.js';
import { ModelDirectory } from '../models/modelDirectory.js';
import { TrafficReporter } from '../traffic/trafficReporter.js';
import { EventWriter } from './eventWriter.js';
import { IngestService } from './ingestService.js';
import { ItemAdmission } from './itemAdmission.js';

/** Puts the ingest line together: admission, writer, guard and service around the given dependencies. */
export function createIngest(dependencies: CollectorDependencies): {
  service: IngestService;
  lineage: LineageService;
  traffic: TrafficReporter;
} {
  const { store, registry, lineage, idempotency, verifier, clock, hint, metrics, log, limits } = dependencies;
  const directory = new ModelDirectory(registry, limits.maxModels);
  const traffic = new TrafficReporter(registry, hint, log, limits.hintIntervalMs);
  const budget = new MemoryBudget(limits.maxPendingBytes);
  const service = new IngestService({
    verifier,
    clock,
    limits,
    metrics,
    budget,
    guard: new IdempotencyGuard(idempotency, clock, log),
    admission: new ItemAdmission(directory, limits),
    writer: new EventWriter(store, limits, directory, traffic),
  });
  return { service, lineage: new LineageService({ verifier, limits, budget, lineage }), traffic };
}
