import type { Platform, StoredModel } from '@driftline/platform';
import { keepTouchedHours, readTouchedHours } from './touchedHours.js';

/**
 * Joins labels and predictions that landed since the model's cursor, moves the cursor on, and returns the hours of
 * event time (epoch milliseconds) for which anything arrived that no evaluation accounts for yet.
 */
export async function joinArrivals(
  { database, eventStore }: Platform,
  model: StoredModel,
): Promise<number[]> {
  const waiting = await readTouchedHours(database, model.id);
  const from = model.joinCursor ?? '0';
  let step = await eventStore.joinLabels(model.id, from);
  while (step.more) step = await eventStore.joinLabels(model.id, step.cursor);
  const { cursor } = step;
  if (cursor === from) return waiting;
  const { hours } = await eventStore.changedSince(model.id, from);
  const touched = [...new Set([...waiting, ...hours.map(({ start }) => start)])];
  await database.transaction(async (facts) => {
    if (touched.length > waiting.length) await keepTouchedHours(facts, model.id, touched);
    await facts.models.update(model.id, { joinCursor: cursor });
  });
  return touched;
}
