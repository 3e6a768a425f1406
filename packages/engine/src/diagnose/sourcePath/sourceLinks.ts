import { findDeployedModel } from '../../lineage/findDeployedModel.js';
import type { FeatureLink, LineageGraph, LineageNode } from '../../lineage/lineageGraph.js';
import { shortestPath } from '../../lineage/shortestPath.js';
import { sourceColumns } from './sourceColumns.js';

/**
 * Which sources feed which features of the deployed model: from the map; for features that the map does not
 * explain, from run-time lineage, by column lineage (exact), else by column name along a path (inferred).
 */
export function sourceLinks(graph: LineageGraph, model: string, features: readonly string[]): FeatureLink[] {
  const models = new Set(findDeployedModel(graph, model, features));
  const mapped = graph.features.filter((link) => features.includes(link.feature));
  const own = mapped.filter((link) => models.has(link.model));
  const known = own.length > 0 ? own : mapped;
  const explained = new Set(known.map(({ feature }) => feature));
  const others = features.filter((feature) => !explained.has(feature));
  return [
    ...known,
    ...[...models].flatMap((id) => others.flatMap((feature) => fromRunTime(graph, id, feature))),
  ];
}

function fromRunTime(graph: LineageGraph, model: string, feature: string): FeatureLink[] {
  const sources = graph.nodes.filter(({ source }) => source);
  const traced = sourceColumns(graph, feature);
  return sources.flatMap((source): FeatureLink[] => {
    const path = shortestPath(graph, source.id, model);
    if (path === null) return [];
    const exact = traced.filter(({ dataset }) => dataset === source.id).map(({ column }) => column);
    const columns = exact.length > 0 ? exact : namesakes(source, feature);
    if (columns.length === 0) return [];
    const confidence = exact.length > 0 ? 'exact' : 'inferred';
    return [{ model, feature, source: source.id, columns, path, confidence }];
  });
}

/** Columns of that name, or whose name ends the feature's: delay_rate in origin_delay_rate. */
function namesakes({ columns }: LineageNode, feature: string): string[] {
  const wanted = feature.toLowerCase();
  return columns.filter((column) => {
    const name = column.toLowerCase();
    return name === wanted || (name.length > 3 && wanted.endsWith(`_${name}`));
  });
}
