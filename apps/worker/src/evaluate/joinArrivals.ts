import type { Platform, StoredModel } from '@driftline/platform';
import { z } from 'zod';

/** What arrived and is not yet accounted for in an evaluation. */
export interface Arrivals {
  /** Hours of event time (epoch milliseconds) for which predictions or labels arrived after their evaluation, perhaps. */
  touched: number[];
  /** Notes that everything is done but what `left` still waits for its time. */
  commit(left: readonly number[]): Promise<void>;
}

const hoursSchema = z.array(z.number());

/** Joins labels and predictions that landed since the model's cursor, and says which hours of event time they touch. */
export async function joinArrivals(
  { database, eventStore }: Platform,
  model: StoredModel,
): Promise<Arrivals> {
  const setting = `model.${model.id}.touched`;
  const waiting = hoursSchema.safeParse(await database.settings.get(setting)).data ?? [];
  const from = model.joinCursor ?? '0';
  let step = await eventStore.joinLabels(model.id, from);
  while (step.more) step = await eventStore.joinLabels(model.id, step.cursor);
  const { cursor } = step;
  const { hours } = cursor === from ? { hours: [] } : await eventStore.changedSince(model.id, from);
  return {
    touched: [...new Set([...waiting, ...hours.map(({ start }) => start)])],
    commit: async (left) => {
      await database.transaction(async (facts) => {
        await facts.settings.set(setting, left);
        await facts.models.update(model.id, { joinCursor: cursor });
      });
    },
  };
}
