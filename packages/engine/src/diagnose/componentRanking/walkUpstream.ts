import { findDeployedModel } from '../../lineage/findDeployedModel.js';
import type { LineageGraph } from '../../lineage/lineageGraph.js';
import { columnScores } from '../columnScores.js';
import { observedAnomaly } from '../observedAnomaly.js';
import type { IncidentContext } from '../suspectSource.js';

/** What a step costs when the intermediate's own health is unknown, and when even its column is. */
const UNKNOWN_HEALTH = 0.8;
const UNKNOWN_COLUMN = 0.7;
/** Healthy as far as observed: it discounts what lies behind it, and does not rule it out. */
const LEAST_PASS = 0.05;
const ANY = '*';

/** The corruption that reaches one component by one column group: the greatest product along any path. */
export interface Reach {
  component: string;
  feature: string;
  score: number;
  /** Greatest anomaly observed among what the component read; null when nothing was observed. */
  inputAnomaly: number | null;
}

interface State {
  dataset: string;
  column: string;
  feature: string;
  score: number;
}

/**
 * The walk of ComponentRanking (Shankar & Parameswaran 2021, Algorithm 1): from the columns that the model reads
 * upstream, multiplying corruption scores along the path and keeping the maximum per node (component and feature).
 */
export function walkUpstream(context: IncidentContext, graph: LineageGraph): Map<string, Reach> {
  const best = new Map<string, number>();
  const reached = new Map<string, Reach>();
  const queue = startStates(context, graph);
  for (let state = queue.pop(); state; state = queue.pop()) {
    const key = `${state.dataset}\n${state.column}\n${state.feature}`;
    if ((best.get(key) ?? 0) >= state.score) continue;
    best.set(key, state.score);
    for (const { from: component, relation } of graph.edges.filter(({ to }) => to === state.dataset)) {
      if (relation !== 'writes' && relation !== 'trains') continue;
      const inputs = upstream(graph, component, state).map((input) => pass(context, input));
      keepMaximum(reached, {
        component,
        feature: state.feature,
        score: state.score,
        inputAnomaly: worst(inputs),
      });
      queue.push(...inputs.map(({ next }) => next));
    }
  }
  return reached;
}

/** The model's inputs, by feature; a model that is itself a component or a dataset is walked through. */
function startStates(context: IncidentContext, graph: LineageGraph): State[] {
  const models = findDeployedModel(graph, context.model, context.features);
  const kinds = new Map(graph.nodes.map((node) => [node.id, node]));
  const states: State[] = [];
  for (const { column: feature, score } of columnScores(context).values()) {
    for (const model of models) {
      const reads = graph.edges
        .filter(({ to, relation }) => to === model && relation === 'reads')
        .map(({ from }) => from);
      const datasets = kinds.get(model)?.kind === 'component' ? reads : [model];
      for (const dataset of datasets) {
        const columns = kinds.get(dataset)?.columns ?? [];
        const column = columns.find((name) => name.toLowerCase() === feature.toLowerCase()) ?? ANY;
        const known = column !== ANY || columns.length === 0 || kinds.get(dataset)?.kind === 'model';
        if (known) states.push({ dataset, column, feature, score });
      }
    }
  }
  return states;
}

/** What the component made that column from: by column lineage, else by equal name, else anything it read. */
function upstream(graph: LineageGraph, component: string, state: State): State[] {
  const links = graph.columnEdges.filter(
    ({ component: by, to }) => by === component && to.dataset === state.dataset && to.column === state.column,
  );
  if (links.length > 0) return links.map(({ from }) => ({ ...state, ...from }));
  const inputs = graph.edges.filter(({ to, relation }) => to === component && relation === 'reads');
  const nodes = inputs.flatMap(({ from }) => graph.nodes.find(({ id }) => id === from) ?? []);
  const wanted = state.column === ANY ? state.feature : state.column;
  const named = nodes.filter(({ columns }) => columns.includes(wanted));
  if (named.length > 0) return named.map(({ id }) => ({ ...state, dataset: id, column: wanted }));
  return nodes.map(({ id }) => ({ ...state, dataset: id, column: ANY, score: state.score * UNKNOWN_COLUMN }));
}

function pass({ lineage, incident }: IncidentContext, state: State): { next: State; anomaly: number | null } {
  const column = state.column === ANY ? null : state.column;
  const anomaly = observedAnomaly(lineage, state.dataset, column, incident.startedAt);
  const factor = anomaly === null ? UNKNOWN_HEALTH : Math.max(LEAST_PASS, anomaly);
  return { next: { ...state, score: state.score * factor }, anomaly };
}

function worst(inputs: readonly { anomaly: number | null }[]): number | null {
  const known = inputs.flatMap(({ anomaly }) => anomaly ?? []);
  return known.length > 0 ? Math.max(...known) : null;
}

function keepMaximum(reached: Map<string, Reach>, reach: Reach): void {
  const key = `${reach.component}\n${reach.feature}`;
  const known = reached.get(key);
  if (!known || known.score < reach.score) reached.set(key, reach);
}
