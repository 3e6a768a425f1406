import type { DependencyMap, MapConfidence, MapDependency } from '@driftline/contracts';
import type { DatasetJoin } from './datasetJoin.js';
import type { GraphBuilder } from './graphBuilder.js';

/** Adds one static map to the graph. Its local ids become unique by its index; datasets join by identity. */
export function addMap(builder: GraphBuilder, map: DependencyMap, index: number, join: DatasetJoin): void {
  const ids = new Map<string, string>();
  const inferred = new Set<string>();
  for (const { id, namespace, name, columns } of map.datasets) {
    const joined = join.join({ namespace, name });
    ids.set(id, joined.id);
    if (joined.confidence === 'inferred') inferred.add(joined.id);
    builder.addNode(
      { id: joined.id, kind: 'dataset', name: `${namespace}/${name}`, namespace, columns },
      'map',
    );
  }
  for (const { id, name } of map.activities) addLocal(builder, ids, index, { id, name, kind: 'activity' });
  for (const { id, name } of map.models) addLocal(builder, ids, index, { id, name, kind: 'model' });
  const weaken = (confidence: MapConfidence, ends: readonly string[]): MapConfidence =>
    confidence === 'exact' && ends.some((end) => inferred.has(end)) ? 'inferred' : confidence;
  for (const { from, to, relation, confidence, evidence } of map.edges) {
    const [start, end] = [ids.get(from), ids.get(to)];
    if (start === undefined || end === undefined) continue;
    const located = evidence.map((one) => ({ repository: map.repository.path, ...one }));
    builder.addEdge({
      from: start,
      to: end,
      relation,
      confidence: weaken(confidence, [start, end]),
      evidence: located,
    });
  }
  for (const dependency of map.dependencies) {
    const path = dependency.path.flatMap((id) => ids.get(id) ?? []);
    const [model, source] = [ids.get(dependency.model), ids.get(dependency.source)];
    if (model === undefined || source === undefined) continue;
    const confidence = weaken(dependency.confidence, path);
    for (const { feature, columns } of featuresOf(dependency)) {
      builder.addFeature({ model, feature, source, columns, path, confidence });
    }
  }
}

function addLocal(
  builder: GraphBuilder,
  ids: Map<string, string>,
  index: number,
  { id, name, kind }: { id: string; name: string; kind: 'activity' | 'model' },
): void {
  const unique = `map${index}:${id}`;
  ids.set(id, unique);
  builder.addNode({ id: unique, kind, name, namespace: null, columns: [] }, 'map');
}

/** Where the map could not follow features, a column feeds the feature of its own name. */
function featuresOf({ features, columns }: MapDependency): { feature: string; columns: string[] }[] {
  if (features && features.length > 0) return features;
  return columns.map((column) => ({ feature: column, columns: [column] }));
}
