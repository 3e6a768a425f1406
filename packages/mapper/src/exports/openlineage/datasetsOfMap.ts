import {
  type DatasetKind,
  type DependencyMap,
  datasetOfUri,
  type MapDataset,
  type MapDependency,
  type MapModel,
} from '@driftline/contracts';
import { groupBy } from '../../compare/groupBy.js';
import { repositoryLabel } from '../../compare/repositoryLabel.js';
import { type Facet, facet } from './facets.js';

/** A dataset of OpenLineage. */
export interface LineageDataset {
  namespace: string;
  name: string;
  facets?: Record<string, Facet>;
}

type DatasetsById = ReadonlyMap<string, MapDataset>;

const TYPES: Readonly<Record<DatasetKind, string>> = {
  table: 'TABLE',
  object: 'FILE',
  file: 'FILE',
  topic: 'TOPIC',
  stream: 'STREAM',
  api: 'API',
  'feature-view': 'VIEW',
  model: 'MODEL',
  unknown: 'UNKNOWN',
};

/** Other spellings; one without a scheme names something in the dataset's own namespace. */
function symlinks({ namespace, aliases, kind }: MapDataset): Facet | undefined {
  const type = kind === 'table' || kind === 'feature-view' ? 'TABLE' : 'LOCATION';
  const identifiers = aliases.map((alias) => {
    const isUri = /^[a-z][a-z0-9+.-]*:/i.test(alias);
    return { ...(isUri ? datasetOfUri(alias) : { namespace, name: alias }), type };
  });
  return identifiers.length === 0 ? undefined : facet('SymlinksDatasetFacet', { identifiers });
}

function fromDataset(dataset: MapDataset): LineageDataset {
  const { namespace, name, kind, columns } = dataset;
  const links = symlinks(dataset);
  return {
    namespace,
    name,
    facets: {
      datasetType: facet('DatasetTypeDatasetFacet', { datasetType: TYPES[kind] }),
      ...(columns.length === 0
        ? {}
        : { schema: facet('SchemaDatasetFacet', { fields: columns.map((column) => ({ name: column })) }) }),
      ...(links ? { symlinks: links } : {}),
    },
  };
}

interface InputField {
  namespace: string;
  name: string;
  field: string;
}

/** Which columns of which sources reach each named feature. */
function columnLineage(dependencies: readonly MapDependency[], datasets: DatasetsById): Facet | undefined {
  const fields = new Map<string, InputField[]>();
  for (const { source, features = [] } of dependencies) {
    const dataset = datasets.get(source);
    if (!dataset) continue;
    const { namespace, name } = dataset;
    for (const { feature, columns } of features) {
      const known = fields.get(feature) ?? [];
      fields.set(feature, [...known, ...columns.map((field) => ({ namespace, name, field }))]);
    }
  }
  if (fields.size === 0) return undefined;
  const entries = [...fields].map(([feature, inputFields]) => [feature, { inputFields }] as const);
  return facet('ColumnLineageDatasetFacet', { fields: Object.fromEntries(entries) });
}

/** A model is a dataset of type MODEL in the namespace of its repository, by which run-time lineage knows it too. */
function fromModel({ name, path, framework }: MapModel, namespace: string, lineage?: Facet): LineageDataset {
  return {
    namespace,
    name: `${path}/${name}`,
    facets: {
      datasetType: facet('DatasetTypeDatasetFacet', { datasetType: 'MODEL', subType: framework }),
      ...(lineage ? { columnLineage: lineage } : {}),
    },
  };
}

/** Datasets and models of a map by their ids. */
export function datasetsOfMap(map: DependencyMap): Map<string, LineageDataset> {
  const datasets: DatasetsById = new Map(map.datasets.map((dataset) => [dataset.id, dataset]));
  const dependencies = groupBy(map.dependencies, ({ model }) => model);
  const models = map.models.map((model) => {
    const lineage = columnLineage(dependencies.get(model.id) ?? [], datasets);
    return [model.id, fromModel(model, repositoryLabel(map), lineage)] as const;
  });
  return new Map([...map.datasets.map((dataset) => [dataset.id, fromDataset(dataset)] as const), ...models]);
}
