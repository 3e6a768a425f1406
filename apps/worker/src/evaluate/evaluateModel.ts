import { completeUntil } from '@driftline/engine';
import { type Coverage, type Platform, SimulatedClock } from '@driftline/platform';
import { evaluateDue } from './evaluateDue.js';
import { joinArrivals } from './joinArrivals.js';
import { refreshReference } from './refreshReference.js';

/**
 * Brings one model up to date: joins labels that landed, learns the reference when it changed, and makes every
 * evaluation that is due, in order of asOf. What is due is derived from the stores, so running it twice, late or
 * after a crash gives the same answers. One process at a time works on a model.
 */
export async function evaluateModel(platform: Platform, modelId: string): Promise<void> {
  const { database, eventStore, clock } = platform;
  await database.withModelLock(modelId, async (signal) => {
    const model = await database.models.get(modelId);
    if (!model) return;
    const touched = await joinArrivals(platform, model);
    const coverage = await eventStore.coverage(modelId);
    const reference = await refreshReference(platform, model, coverage);
    if (!reference || !coverage.live) return;
    const watermark = watermarkOf(platform, coverage);
    const made = await evaluateDue(platform, { model, reference, coverage, watermark, touched, signal });
    await database.models.update(modelId, { watermark });
    if (made === 0) return;
    const at = new Date(clock.now()).toISOString();
    await database.publishChange({ kind: 'window', id: model.name, model: model.name, at });
  });
}

function watermarkOf({ clock, config }: Platform, coverage: Coverage): number {
  const newest = Math.max(coverage.live?.newest ?? 0, coverage.newestLabel ?? 0);
  // An event that is ahead of the clock says nothing about what else has happened by then.
  const newestEvent = Math.min(newest, clock.now());
  return completeUntil({
    newestEvent,
    // A replay receives events when they happen.
    lastReceivedAt: clock instanceof SimulatedClock ? newestEvent : (coverage.lastReceivedAt ?? newestEvent),
    clockNow: clock.now(),
    latenessMs: config.latenessSeconds * 1000,
    idleMs: config.idleSeconds * 1000,
  });
}
