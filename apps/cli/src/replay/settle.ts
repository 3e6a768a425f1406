import type { Platform } from '@driftline/platform';

/** Lets everything that is due at the clock's time happen: asks for a sweep and waits until all queues are drained. */
export async function settle({ queue }: Platform): Promise<void> {
  await queue.add('sweep', {});
  await queue.drained();
}
