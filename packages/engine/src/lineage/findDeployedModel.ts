import { lastSegment } from './lastSegment.js';
import type { LineageGraph, LineageNode } from './lineageGraph.js';

/**
 * Ids of the nodes that stand for a deployed model. At run time: the dataset of type MODEL, else the component, whose
 * last name segment equals the model's name; else the terminal datasets whose columns overlap its features. In maps:
 * the model of that name, else the models that are built from most of its features. Empty when nothing fits.
 */
export function findDeployedModel(graph: LineageGraph, model: string, features: readonly string[]): string[] {
  const wanted = lastSegment(model);
  const named = (kind: LineageNode['kind'], origin: LineageNode['origins'][number]) =>
    graph.nodes
      .filter(
        (node) => node.kind === kind && node.origins.includes(origin) && lastSegment(node.name) === wanted,
      )
      .map(({ id }) => id);
  const runTime = [named('model', 'run-time'), named('component', 'run-time'), terminal(graph, features)];
  const mapped = [named('model', 'map'), byFeatures(graph, features)];
  return [...new Set([runTime, mapped].flatMap((ways) => ways.find((ids) => ids.length > 0) ?? []))];
}

function byFeatures(graph: LineageGraph, features: readonly string[]): string[] {
  const counts = new Map<string, Set<string>>();
  for (const { model, feature } of graph.features) {
    if (features.includes(feature)) counts.set(model, (counts.get(model) ?? new Set()).add(feature));
  }
  const most = Math.max(0, ...[...counts.values()].map(({ size }) => size));
  return [...counts].filter(([, { size }]) => size === most).map(([model]) => model);
}

function terminal(graph: LineageGraph, features: readonly string[]): string[] {
  const read = new Set(graph.edges.map(({ from }) => from));
  const overlap = (node: LineageNode) => node.columns.filter((column) => features.includes(column)).length;
  const ends = graph.nodes.filter((node) => node.kind === 'dataset' && !node.source && !read.has(node.id));
  const most = Math.max(0, ...ends.map(overlap));
  return most === 0 ? [] : ends.filter((node) => overlap(node) === most).map(({ id }) => id);
}
