import type { DependencyMap, MapActivity, MapEdge } from '@driftline/contracts';
import { groupBy } from '../../compare/groupBy.js';
import { repositoryLabel } from '../../compare/repositoryLabel.js';
import type { ExportContext, MapExport } from '../mapExport.js';
import { datasetsOfMap, type LineageDataset } from './datasetsOfMap.js';
import { eventHead, type Facet, facet, ownFacet } from './facets.js';

const JOB_TYPES: Readonly<Record<MapActivity['kind'], string>> = {
  script: 'SCRIPT',
  notebook: 'NOTEBOOK',
  query: 'QUERY',
  'dbt-model': 'MODEL',
  'pipeline-activity': 'TASK',
  stage: 'TASK',
  job: 'JOB',
  task: 'TASK',
};

function uriOf(path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return path;
  const short = /^([\w.-]+@[\w.-]+):(.*)$/.exec(path);
  return encodeURI(
    short ? `ssh://${short[1]}/${short[2]}` : `file://${path.startsWith('/') ? '' : '/'}${path}`,
  );
}

/** In a joined map paths begin with the name of their repository, which is no place on a server. */
function sourceLocation({ repository, repositories }: DependencyMap, path: string): Record<string, Facet> {
  if (repositories) return {};
  const url = `${uriOf(repository.path).replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const version = repository.commit === null ? {} : { version: repository.commit };
  const members = { type: 'git', url, repoUrl: repository.path, path, ...version };
  return { sourceCodeLocation: facet('SourceCodeLocationJobFacet', members) };
}

/** The lines that prove one access, kept with the dataset as that job uses it. */
function accessFacet(
  base: 'InputDatasetFacet' | 'OutputDatasetFacet',
  { confidence, evidence, relation }: MapEdge,
) {
  return { driftline_access: ownFacet(base, { relation, confidence, evidence }) };
}

class Writer {
  private readonly datasets: Map<string, LineageDataset>;
  private readonly arriving: Map<string, MapEdge[]>;
  private readonly leaving: Map<string, MapEdge[]>;

  constructor(
    private readonly map: DependencyMap,
    private readonly context: ExportContext,
  ) {
    this.datasets = datasetsOfMap(map);
    this.arriving = groupBy(map.edges, ({ to }) => to);
    this.leaving = groupBy(map.edges, ({ from }) => from);
  }

  events(): unknown[] {
    return [
      ...[...this.datasets.values()].map((dataset) => ({
        ...eventHead('DatasetEvent', this.context.at),
        dataset,
      })),
      ...this.map.activities.map((activity) => this.jobEvent(activity)),
    ];
  }

  private jobEvent(activity: MapActivity): unknown {
    const { id, name, path, kind } = activity;
    const jobType = { processingType: 'BATCH', integration: 'DRIFTLINE', jobType: JOB_TYPES[kind] };
    return {
      ...eventHead('JobEvent', this.context.at),
      job: {
        namespace: repositoryLabel(this.map),
        name: name === path ? name : `${path}:${name}`,
        facets: {
          ...sourceLocation(this.map, path),
          jobType: facet('JobTypeJobFacet', jobType),
        },
      },
      inputs: (this.arriving.get(id) ?? [])
        .filter(({ relation }) => relation === 'reads' || relation === 'serves')
        .flatMap((edge) => this.used(edge.from, { inputFacets: accessFacet('InputDatasetFacet', edge) })),
      outputs: (this.leaving.get(id) ?? [])
        .filter(({ relation }) => relation === 'writes' || relation === 'trains')
        .flatMap((edge) => this.used(edge.to, { outputFacets: accessFacet('OutputDatasetFacet', edge) })),
    };
  }

  private used(id: string, facets: object): object[] {
    const dataset = this.datasets.get(id);
    return dataset ? [{ ...dataset, ...facets }] : [];
  }
}

/**
 * Static lineage: a DatasetEvent for every dataset and model, a JobEvent for every activity, one event a line.
 * @see https://openlineage.io/docs/spec/static_lineage
 */
export const openLineageExport: MapExport = {
  name: 'openlineage',
  mediaType: 'application/x-ndjson',
  extension: 'ndjson',
  write: (map, context) =>
    new Writer(map, context)
      .events()
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
};
