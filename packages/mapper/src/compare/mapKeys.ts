import {
  canonicalKey,
  type DependencyMap,
  type MapActivity,
  type MapDataset,
  type MapModel,
} from '@driftline/contracts';

/** How a person reads a dataset: a file of the repository by its path, all else with its namespace. */
export function datasetLabel({ namespace, name }: Pick<MapDataset, 'namespace' | 'name'>): string {
  return namespace === 'file' ? name : `${namespace}/${name}`;
}

/** Models of one path and name are told apart by their order in the file. */
function modelKeys(models: readonly MapModel[]): Map<string, string> {
  const seen = new Map<string, number>();
  const keys = new Map<string, string>();
  for (const { id, path, name } of [...models].sort((left, right) => left.line - right.line)) {
    const key = `model:${path}#${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    keys.set(id, count === 1 ? key : `${key}#${count}`);
  }
  return keys;
}

const activityKey = ({ path, name }: MapActivity): string => `activity:${path}#${name}`;
const datasetKey = ({ namespace, name }: MapDataset): string => `dataset:${canonicalKey(namespace, name)}`;

/** What the ids of one map mean in every map: keys that hold neither ids nor line numbers, and labels for a person. */
export class MapKeys {
  private readonly keys: Map<string, string>;
  private readonly labels: Map<string, string>;

  constructor(map: DependencyMap) {
    this.keys = modelKeys(map.models);
    for (const activity of map.activities) this.keys.set(activity.id, activityKey(activity));
    for (const dataset of map.datasets) this.keys.set(dataset.id, datasetKey(dataset));
    this.labels = new Map([
      ...map.datasets.map((each) => [each.id, datasetLabel(each)] as const),
      ...[...map.activities, ...map.models].map(({ id, name }) => [id, name] as const),
    ]);
  }

  key(id: string): string {
    return this.keys.get(id) ?? id;
  }

  label(id: string): string {
    return this.labels.get(id) ?? id;
  }
}
