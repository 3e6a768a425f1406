import { CodedError, type DependencyMap, jobCatalog } from '@driftline/contracts';
import { diffMaps, mapRepositories } from '@driftline/mapper';
import {
  type MapDifference,
  type MapSummary,
  nextRetry,
  type Platform,
  type StoredRegistration,
} from '@driftline/platform';
import { accessOf } from './accessOf.js';
import { linkMapToModels } from './linkMapToModels.js';

/**
 * Maps a repository and joins the result with the deployed models it names; of a registered one, compares it with the
 * map before. Bad input fails the map, not the job.
 */
export async function buildMap(platform: Platform, mapId: string, attempt = 1): Promise<void> {
  const { database, clock } = platform;
  const request = await database.maps.summary(mapId);
  if (!request || request.status === 'done' || request.status === 'failed') return;
  const { registeredId } = request;
  const registration = registeredId === null ? undefined : await database.registrations.get(registeredId);
  await database.maps.start(mapId);
  try {
    await build(platform, request, registration);
  } catch (error) {
    const coded = error instanceof CodedError;
    if (!coded && attempt < jobCatalog.buildMap.attempts) throw error;
    await fail(platform, mapId, registration, coded ? error.message : `the mapper failed: ${String(error)}`);
    if (!coded) throw error;
  }
  const at = new Date(clock.now()).toISOString();
  await database.publishChange({ kind: 'map', id: mapId, model: null, at });
}

async function build(
  platform: Platform,
  { id, repository, joined, ref, commit }: MapSummary,
  registration: StoredRegistration | undefined,
): Promise<void> {
  const { maps, registrations } = platform.database;
  const repositories = joined.length > 0 ? joined : [repository];
  const map = await mapRepositories(repositories, {
    ref: commit ?? ref,
    ...(await accessOf(platform, repositories, registration)),
    ...(platform.mapCache === undefined ? {} : { cache: platform.mapCache }),
  });
  await maps.finish(id, map, await differenceOf(platform, id, map, registration));
  if (registration) await registrations.recovered(registration.id);
  await linkMapToModels(platform, repository, map);
}

async function differenceOf(
  { database }: Platform,
  id: string,
  map: DependencyMap,
  registration: StoredRegistration | undefined,
): Promise<MapDifference | undefined> {
  const base = registration && (await database.maps.newestOf(registration.id, id));
  return base && { baseId: base.id, diff: diffMaps(base, { ...map, id }) };
}

async function fail(
  { database }: Platform,
  mapId: string,
  registration: StoredRegistration | undefined,
  reason: string,
): Promise<void> {
  await database.maps.fail(mapId, reason);
  if (!registration) return;
  const now = Date.now();
  const next = nextRetry(registration.failures + 1, now);
  await database.registrations.mapFailed(registration.id, reason, now, next);
}
