import type { DependencyMap, MapEdge } from '@driftline/contracts';
import { groupBy } from './groupBy.js';

/** A node of the walk, and the dataset through which an activity was come upon. */
interface Step {
  node: string;
  via?: string | undefined;
}

const carriesOf = ({ carries }: MapEdge, dataset: string): boolean => carries?.includes(dataset) ?? true;

/** Which models of a map feel something that changes in it. Flow inside an activity is heeded as far as the map knows it. */
export class MapReach {
  private readonly leaving: Map<string, MapEdge[]>;
  private readonly arriving: Map<string, MapEdge[]>;
  private readonly models: ReadonlySet<string>;
  private readonly external: ReadonlySet<string>;
  private readonly dependencies = new Map<string, Set<string>>();
  private readonly upstream = new Map<string, ReadonlySet<string>>();

  constructor(map: DependencyMap) {
    this.leaving = groupBy(map.edges, ({ from }) => from);
    this.arriving = groupBy(map.edges, ({ to }) => to);
    this.models = new Set(map.models.map(({ id }) => id));
    this.external = new Set(map.datasets.filter(({ external }) => external).map(({ id }) => id));
    for (const { model, source } of map.dependencies)
      this.dependencies.set(model, (this.dependencies.get(model) ?? new Set()).add(source));
  }

  /** Models that a dataset, activity or model reaches. */
  ofNode(node: string): Set<string> {
    return this.walk({ node });
  }

  /** Models that what passes over one edge reaches. */
  ofEdge({ from, to, relation }: MapEdge): Set<string> {
    return this.walk(relation === 'reads' ? { node: to, via: from } : { node: to });
  }

  private walk(start: Step): Set<string> {
    const reached = new Set<string>();
    const seen = new Set<string>();
    const waiting = [start];
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      const state = `${step.node}|${step.via ?? ''}`;
      if (seen.has(state)) continue;
      seen.add(state);
      if (this.models.has(step.node)) reached.add(step.node);
      for (const edge of this.leaving.get(step.node) ?? []) {
        const next = this.follow(edge, step.via);
        if (next) waiting.push(next);
      }
    }
    return reached;
  }

  private follow(edge: MapEdge, via: string | undefined): Step | undefined {
    const { relation, from, to } = edge;
    if (relation === 'reads') return { node: to, via: from };
    if (relation === 'runs') return { node: to, via };
    if (via === undefined) return { node: to };
    if (relation === 'trains') return this.isInput(via, to) ? { node: to } : undefined;
    return carriesOf(edge, via) ? { node: to } : undefined;
  }

  /** A script reads data that never come to its training call: the model's dependencies say which do. */
  private isInput(dataset: string, model: string): boolean {
    const inputs = this.dependencies.get(model);
    if (inputs?.has(dataset)) return true;
    if (this.external.has(dataset)) return false;
    const sources = [...this.sourcesOf(dataset)];
    return sources.length === 0 || sources.some((source) => inputs?.has(source));
  }

  private sourcesOf(dataset: string): ReadonlySet<string> {
    const known = this.upstream.get(dataset);
    if (known) return known;
    const sources = new Set<string>();
    const seen = new Set<string>();
    const waiting: Step[] = [{ node: dataset }];
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      const state = `${step.node}|${step.via ?? ''}`;
      if (seen.has(state)) continue;
      seen.add(state);
      if (this.external.has(step.node)) sources.add(step.node);
      waiting.push(...this.before(step));
    }
    this.upstream.set(dataset, sources);
    return sources;
  }

  /** Steps against the flow; `via` is then the edge's target, whose write says what it carries. */
  private before({ node, via }: Step): Step[] {
    if (this.models.has(node))
      return [...(this.dependencies.get(node) ?? [])].map((source) => ({ node: source }));
    const writes = (this.leaving.get(node) ?? []).filter(
      (edge) => edge.to === via && edge.relation === 'writes',
    );
    return (this.arriving.get(node) ?? [])
      .filter((edge) => edge.relation !== 'reads' || writes.every((write) => carriesOf(write, edge.from)))
      .map((edge) => (edge.relation === 'writes' ? { node: edge.from, via: node } : { node: edge.from }));
  }
}
