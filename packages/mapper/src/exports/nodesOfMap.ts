import type { DependencyMap } from '@driftline/contracts';
import { datasetLabel } from '../compare/mapKeys.js';

/** A dataset, activity or model as a graph shows it. */
export interface MapNode {
  id: string;
  type: 'dataset' | 'activity' | 'model';
  label: string;
  /** Kind of a dataset or activity, framework of a model. */
  kind: string;
  /** A dataset that nothing in the map writes. */
  source: boolean;
  /** Where it stands, of activities and models. */
  place: string;
}

/** Every node of a map, in its order. */
export function nodesOfMap({ datasets, activities, models }: DependencyMap): MapNode[] {
  return [
    ...datasets.map(
      (each): MapNode => ({
        id: each.id,
        type: 'dataset',
        label: datasetLabel(each),
        kind: each.kind,
        source: each.external,
        place: '',
      }),
    ),
    ...activities.map(
      ({ id, name, kind, path }): MapNode => ({
        id,
        type: 'activity',
        label: name,
        kind,
        source: false,
        place: path,
      }),
    ),
    ...models.map(
      ({ id, name, framework, path, line }): MapNode => ({
        id,
        type: 'model',
        label: name,
        kind: framework,
        source: false,
        place: `${path}:${line}`,
      }),
    ),
  ];
}
