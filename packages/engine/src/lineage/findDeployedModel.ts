import { lastSegment } from './lastSegment.js';
import type { LineageGraph, LineageNode } from './lineageGraph.js';

/**
 * Ids of the nodes that stand for a deployed model: the model (a dataset of type MODEL, or a model of a map), else
 * the component, whose last name segment equals the model's name; else models of maps that are built from its
 * features; else the terminal datasets whose columns overlap its features. Empty when nothing fits.
 */
export function findDeployedModel(graph: LineageGraph, model: string, features: readonly string[]): string[] {
  const wanted = lastSegment(model);
  const named = (kind: LineageNode['kind']) =>
    graph.nodes.filter((node) => node.kind === kind && lastSegment(node.name) === wanted).map(({ id }) => id);
  const candidates = [
    named('model'),
    named('component'),
    byFeatures(graph, features),
    terminal(graph, features),
  ];
  return candidates.find((ids) => ids.length > 0) ?? [];
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
