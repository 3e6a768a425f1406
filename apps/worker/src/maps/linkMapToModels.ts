import type { DependencyMap } from '@driftline/contracts';
import type { Platform, StoredModel } from '@driftline/platform';

/**
 * Links a repository with every deployed model whose name the map holds, and asks for a new diagnosis of their
 * unresolved incidents: a map that comes late still explains them.
 */
export async function linkMapToModels(
  platform: Platform,
  repository: string,
  map: DependencyMap,
): Promise<void> {
  const { database, queue } = platform;
  for (const model of await database.models.list()) {
    if (!namesModel(map, model)) continue;
    await database.maps.linkModel(model.id, repository);
    for (const { incident } of await database.incidents.open(model.id)) {
      await queue.add('diagnoseIncident', { incidentId: incident.id }, { dedupe: incident.id });
    }
  }
}

/** The same for a model that came after the maps. */
export async function linkModelToMaps({ database }: Platform, model: StoredModel): Promise<void> {
  for (const repository of await database.maps.repositories()) {
    const map = await database.maps.newest(repository);
    if (map && namesModel(map, model)) await database.maps.linkModel(model.id, repository);
  }
}

function namesModel(map: DependencyMap, model: StoredModel): boolean {
  return map.models.some(({ name }) => name.toLowerCase() === model.name.toLowerCase());
}
