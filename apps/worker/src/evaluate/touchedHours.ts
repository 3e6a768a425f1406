import type { Repositories } from '@driftline/platform';
import { z } from 'zod';

type Settings = Pick<Repositories, 'settings'>;

const hoursSchema = z.array(z.number());

/**
 * Event times (epoch milliseconds) in whose windows something arrived that no evaluation accounts for yet. They are
 * kept with the cursor that found them and removed with the evaluations that account for them: nothing is missed, and
 * nothing is revised twice for the same arrival.
 */
export async function readTouchedHours({ settings }: Settings, modelId: string): Promise<number[]> {
  return hoursSchema.safeParse(await settings.get(nameOf(modelId))).data ?? [];
}

export async function keepTouchedHours(
  { settings }: Settings,
  modelId: string,
  hours: readonly number[],
): Promise<void> {
  await settings.set(nameOf(modelId), hours);
}

function nameOf(modelId: string): string {
  return `model.${modelId}.touched`;
}
