import type { LineageGraph } from './lineageGraph.js';

/**
 * Ids of the nodes that stand for a deployed model: the dataset with datasetType MODEL or the map's model, else the
 * job, whose last name segment equals the model's name; else the terminal datasets whose columns overlap its features.
 */
export function findDeployedModel(
  _graph: LineageGraph,
  _model: string,
  _features: readonly string[],
): string[] {
  return [];
}
