import { CodedError } from '@driftline/contracts';
import { mapRepository } from '@driftline/mapper';
import type { Platform } from '@driftline/platform';
import { linkMapToModels } from './linkMapToModels.js';

/** Maps a repository and joins the result with the deployed models it names. Bad input fails the map, not the job. */
export async function buildMap(platform: Platform, mapId: string): Promise<void> {
  const { database, clock } = platform;
  const request = await database.maps.summary(mapId);
  if (!request || request.status === 'done' || request.status === 'failed') return;
  await database.maps.start(mapId);
  try {
    const map = await mapRepository(request.repository, { ref: request.ref });
    await database.maps.finish(mapId, map);
    await linkMapToModels(platform, request.repository, map);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    await database.maps.fail(mapId, error.message);
  }
  const at = new Date(clock.now()).toISOString();
  await database.publishChange({ kind: 'map', id: mapId, model: null, at });
}
