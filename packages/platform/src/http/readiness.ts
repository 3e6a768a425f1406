import { randomUUID } from 'node:crypto';
import type { EventStore } from '../eventStore/eventStore.js';
import type { Platform } from '../platform/platform.js';

/** What `/readyz` answers: `ok`, or what is wrong, per part. */
export interface ReadinessReport {
  ready: boolean;
  checks: Record<string, string>;
}

const LIMIT_MS = 3000;
/** Three rounds of the sweep: a worker that misses them consumes nothing. */
const LONGEST_SILENCE_MS = 15_000;

/** Setting under which workers note their last sweep, epoch milliseconds. */
export const LAST_SWEEP = 'worker.lastSweepAt';

/**
 * Whether the installation does its work: the facts answer, the event store takes a durable write and reads it back,
 * and some worker consumes jobs. It tests consumption, not that this process lives.
 */
export async function readiness(platform: Platform): Promise<ReadinessReport> {
  const { database, eventStore } = platform;
  const checks = {
    facts: database.ping(),
    events: probeEvents(eventStore),
    jobs: sweptRecently(platform),
  };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
  );
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
}

/** Tables of the probe; no model of the facts has this id. */
const PROBE = { model: 'readinessprobe', predictionId: 'probe', label: true, timestamp: 0 };

/** A durable write, always of one and the same label, and its read. */
export async function probeEvents(eventStore: EventStore): Promise<void> {
  const label = { ...PROBE, predictionTimestamp: undefined };
  await eventStore.insertLabels(PROBE.model, [label], randomUUID());
  await eventStore.getPrediction(PROBE.model, PROBE.predictionId);
}

async function sweptRecently({ database }: Platform): Promise<void> {
  const at = await database.settings.get(LAST_SWEEP);
  if (typeof at === 'number' && Date.now() - at <= LONGEST_SILENCE_MS) return;
  throw new RangeError(
    typeof at === 'number' ? 'no worker has consumed jobs lately' : 'no worker has started yet',
  );
}

async function outcome(check: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${LIMIT_MS} ms`), LIMIT_MS);
  });
  const result = check.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([result, limit]);
  } finally {
    clearTimeout(timer);
  }
}
