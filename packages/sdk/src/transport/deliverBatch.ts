import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedOptions } from '../client/clientOptions.js';
import { backoff } from './backoff.js';
import type { Outcome } from './outcome.js';
import { type Batch, sendBatch } from './sendBatch.js';

/** How a batch, or a part of it, ended. */
export type Ending = Exclude<Outcome, { kind: 'retry' | 'split' }> & { events: number };

/**
 * Sends a batch, again and again until it is judged, refused or given up; one that is too large in halves.
 * Never rejects; ends early when `signal` aborts.
 */
export async function deliverBatch(
  batch: Batch,
  options: ResolvedOptions,
  signal: AbortSignal,
  end: (ending: Ending) => void,
): Promise<void> {
  const events = batch.lines.length;
  for (let attempt = 1; ; attempt++) {
    const outcome = await sendBatch(batch, options, signal);
    if (outcome.kind === 'split' && events > 1) return await deliverHalves(batch, options, signal, end);
    if (outcome.kind === 'split') return end({ kind: 'refused', reason: outcome.reason, events });
    if (outcome.kind !== 'retry') return end({ ...outcome, events });
    if (attempt >= options.maxAttempts || signal.aborted) {
      return end({ kind: 'refused', reason: `given up after ${attempt} tries: ${outcome.reason}`, events });
    }
    await pause(backoff(attempt, Math.random(), options, outcome.waitMs), signal);
  }
}

async function deliverHalves(
  { kind, lines }: Batch,
  options: ResolvedOptions,
  signal: AbortSignal,
  end: (ending: Ending) => void,
): Promise<void> {
  const middle = Math.ceil(lines.length / 2);
  for (const half of [lines.slice(0, middle), lines.slice(middle)]) {
    await deliverBatch({ kind, lines: half, key: randomUUID() }, options, signal, end);
  }
}

/** Waits without keeping the process alive; returns early when the signal aborts. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { ref: false, signal }).catch(() => undefined);
}
