import type {
  DependencyMap,
  EdgeRelation,
  Evidence,
  MapChangeDetail,
  MapDataset,
  MapDependency,
  MapEdge,
  MapModel,
} from '@driftline/contracts';
import { datasetLabel, MapKeys } from './mapKeys.js';
import { MapReach } from './mapReach.js';

type Member = MapChangeDetail['member'];

/** One thing of a map, in words that mean the same in every map. */
export interface MapItem {
  key: string;
  subject: 'model' | 'dependency' | 'source' | 'dataset' | 'edge';
  label: string;
  relation?: EdgeRelation;
  /** Of a model: its file. */
  path?: string;
  /** Of a dependency: its model and its source. */
  ends?: { model: string; source: string };
  members: Partial<Record<Member, readonly string[]>>;
  evidence: Evidence[];
  /** Keys of the models that it reaches. */
  reach: () => string[];
}

const MAXIMUM_EVIDENCE = 10;
const VERBS: Readonly<Record<EdgeRelation, (from: string, to: string) => string>> = {
  reads: (from, to) => `${to} reads ${from}`,
  writes: (from, to) => `${from} writes ${to}`,
  trains: (from, to) => `${from} trains ${to}`,
  serves: (from, to) => `${to} serves ${from}`,
  runs: (from, to) => `${from} runs ${to}`,
};

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

/** Where a line stands is no difference, so lines only order what is shown. */
function shown(evidence: readonly Evidence[]): Evidence[] {
  const bySpot = new Map(evidence.map((each) => [`${each.path}|${each.line}|${each.text}`, each]));
  return [...bySpot.values()].slice(0, MAXIMUM_EVIDENCE);
}

/** Two things with one key are one: what either says holds. */
function united(left: MapItem, right: MapItem): MapItem {
  const members = { ...left.members };
  for (const member of Object.keys(right.members) as Member[])
    members[member] = sorted([...(members[member] ?? []), ...(right.members[member] ?? [])]);
  return {
    ...left,
    members,
    evidence: shown([...left.evidence, ...right.evidence]),
    reach: () => sorted([...left.reach(), ...right.reach()]),
  };
}

class ItemsOfMap {
  private readonly keys: MapKeys;
  private readonly reach: MapReach;
  private readonly touching = new Map<string, MapEdge[]>();

  constructor(private readonly map: DependencyMap) {
    this.keys = new MapKeys(map);
    this.reach = new MapReach(map);
    for (const edge of map.edges)
      for (const end of [edge.from, edge.to])
        this.touching.set(end, [...(this.touching.get(end) ?? []), edge]);
  }

  items(): MapItem[] {
    const { models, dependencies, datasets, edges } = this.map;
    return [
      ...models.map((model) => this.ofModel(model)),
      ...dependencies.map((dependency) => this.ofDependency(dependency)),
      ...datasets.map((dataset) => this.ofDataset(dataset)),
      ...edges.map((edge) => this.ofEdge(edge)),
    ];
  }

  private keysOf(ids: Iterable<string>): string[] {
    return sorted([...ids].map((id) => this.keys.key(id)));
  }

  private ofModel({ id, name, path, framework }: MapModel): MapItem {
    return {
      key: this.keys.key(id),
      subject: 'model',
      label: name,
      path,
      members: { framework: [framework] },
      evidence: this.evidenceOf(id, (edge) => edge.relation === 'trains'),
      reach: () => this.keysOf(this.reach.ofNode(id)),
    };
  }

  private ofDependency({ model, source, path, columns, features, confidence }: MapDependency): MapItem {
    const ends = { model: this.keys.key(model), source: this.keys.key(source) };
    return {
      key: `dependency:${ends.model}<${ends.source}`,
      subject: 'dependency',
      label: `${this.keys.label(model)} depends on ${this.keys.label(source)}`,
      ends,
      members: {
        confidence: [confidence],
        columns: sorted(columns),
        features: sorted(
          (features ?? []).map((each) => `${each.feature} <- ${sorted(each.columns).join(', ')}`),
        ),
        path: [path.map((id) => this.keys.label(id)).join(' > ')],
      },
      evidence: shown(this.edgesOf(path).flatMap((edge) => edge.evidence)),
      reach: () => this.keysOf([model]),
    };
  }

  private edgesOf(path: readonly string[]): MapEdge[] {
    return path.slice(1).flatMap((to, index) => {
      const from = path[index];
      return (this.touching.get(to) ?? []).filter((edge) => edge.from === from && edge.to === to);
    });
  }

  private ofDataset(dataset: MapDataset): MapItem {
    const { id, kind, columns, aliases, external } = dataset;
    return {
      key: this.keys.key(id),
      subject: external ? 'source' : 'dataset',
      label: datasetLabel(dataset),
      members: {
        kind: [kind],
        columns: sorted(columns),
        spelling: sorted([datasetLabel(dataset), ...aliases]),
        source: [external ? 'yes' : 'no'],
      },
      evidence: this.evidenceOf(id),
      reach: () => this.keysOf(this.reach.ofNode(id)),
    };
  }

  private evidenceOf(id: string, wanted: (edge: MapEdge) => boolean = () => true): Evidence[] {
    return shown((this.touching.get(id) ?? []).filter(wanted).flatMap((edge) => edge.evidence));
  }

  private ofEdge(edge: MapEdge): MapItem {
    const { from, to, relation, confidence, evidence, carries } = edge;
    return {
      key: `${relation}:${this.keys.key(from)}>${this.keys.key(to)}`,
      subject: 'edge',
      label: VERBS[relation](this.keys.label(from), this.keys.label(to)),
      relation,
      members: {
        confidence: [confidence],
        evidence: sorted(evidence.map((each) => `${each.path}: ${each.text}`)),
        ...(carries === undefined ? {} : { carries: sorted(carries.map((id) => this.keys.label(id))) }),
      },
      evidence: shown(evidence),
      reach: () => this.keysOf(this.reach.ofEdge(edge)),
    };
  }
}

/** Everything of a map that a difference looks at, by its stable key. */
export function mapItems(map: DependencyMap): Map<string, MapItem> {
  const items = new Map<string, MapItem>();
  for (const item of new ItemsOfMap(map).items()) {
    const known = items.get(item.key);
    items.set(item.key, known ? united(known, item) : item);
  }
  return items;
}
