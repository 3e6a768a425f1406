import type { StoredMap } from '@driftline/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import type { Graph } from '../graph/graphTypes.js';
import { mapGraph } from './mapGraph.js';

export interface ModelMap {
  id: string;
  graph: Graph;
}

/** Maps that are looked through for the model, newest first. */
const looked = 4;

function graphOf(map: StoredMap): Graph | undefined {
  const { datasets, activities, models, edges } = map;
  return datasets && activities && models && edges
    ? mapGraph({ datasets, activities, models, edges })
    : undefined;
}

/** The newest finished map that holds the model, with its graph. */
export function useModelMap(model: string | undefined): ModelMap | undefined {
  const maps = useQuery(queries.maps());
  const done = (maps.data?.items ?? [])
    .filter((map) => map.status === 'done' && map.models !== 0)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, looked);
  const found = useQueries({
    queries: done.map((map) => ({ ...queries.map(map.id), enabled: model !== undefined })),
  });
  for (const { data } of found) {
    const graph = data?.models?.some((candidate) => candidate.name === model) ? graphOf(data) : undefined;
    if (data !== undefined && graph !== undefined) return { id: data.id, graph };
  }
  return undefined;
}
