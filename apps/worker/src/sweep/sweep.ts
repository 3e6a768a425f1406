import type { Platform } from '@driftline/platform';
import { LAST_SWEEP } from '@driftline/platform/http';

/**
 * Hands out everything that may be due: jobs are hints, so whatever a lost job would have done is found here.
 * Adding a job that waits already changes nothing.
 */
export async function sweep(platform: Platform): Promise<void> {
  const { database, queue } = platform;
  for (const model of await database.models.list()) {
    await queue.add('evaluateModel', { modelId: model.id }, { dedupe: model.id });
  }
  for (const deliveryId of await database.deliveries.due(Date.now())) {
    await queue.add('deliverAlert', { deliveryId }, { dedupe: deliveryId });
  }
  for (const repositoryId of await database.registrations.due(Date.now())) {
    await queue.add('pollRepository', { repositoryId }, { dedupe: repositoryId });
  }
  for (const map of await database.maps.unfinished()) {
    await queue.add('buildMap', { mapId: map.id }, { dedupe: map.id });
  }
  await database.settings.set(LAST_SWEEP, Date.now());
}
