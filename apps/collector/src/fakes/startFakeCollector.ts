import { CodedError, type OpenLineageEvent } from '@driftline/contracts';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CollectorModule } from '../collectorModule.js';
import { type CollectorLimits, defaultCollectorLimits } from '../limits/collectorLimits.js';
import type { Sender } from '../ports/apiKeyVerifierPort.js';
import { FakeEventStore } from './fakeEventStore.js';
import { FakeIdempotency } from './fakeIdempotency.js';
import { FakeModelRegistry } from './fakeModelRegistry.js';

const NOW = Date.parse('2001-06-01T00:00:00Z');

/** Keys that the fake knows: `sender`, `other`, and `reader`, which may not ingest. */
async function verify(authorization: string | undefined): Promise<Sender> {
  const key = authorization?.replace('Bearer ', '');
  if (key === 'sender' || key === 'other') return { id: key };
  const [code, status] = key === 'reader' ? ['scope_missing', 403] : ['invalid_api_key', 401];
  throw new CodedError({ code: String(code), status: Number(status), message: 'no' });
}

export interface FakeCollector {
  url: string;
  app: NestFastifyApplication;
  store: FakeEventStore;
  registry: FakeModelRegistry;
  idempotency: FakeIdempotency;
  clock: { time: number; now(): number };
  runEvents: OpenLineageEvent[];
  hints: string[];
  errors: object[];
}

/** The real collector over HTTP on fakes of its ports. */
export async function startFakeCollector(limits: Partial<CollectorLimits> = {}): Promise<FakeCollector> {
  const store = new FakeEventStore();
  const registry = new FakeModelRegistry();
  const idempotency = new FakeIdempotency();
  const clock = { time: NOW, now: () => clock.time };
  const runEvents: OpenLineageEvent[] = [];
  const hints: string[] = [];
  const errors: object[] = [];
  const module = CollectorModule.with({
    store,
    registry,
    idempotency,
    clock,
    verifier: { verify },
    lineage: { applyRunEvents: async (events) => void runEvents.push(...events) },
    hint: { evaluateModel: async (modelId) => void hints.push(modelId) },
    metrics: { items: () => {}, seconds: () => {} },
    log: { warn: (fields) => void errors.push(fields), error: (fields) => void errors.push(fields) },
    limits: { ...defaultCollectorLimits, hintIntervalMs: 0, ...limits },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), app, store, registry, idempotency, clock, runEvents, hints, errors };
}
