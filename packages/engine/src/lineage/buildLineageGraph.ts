import { type DependencyMap, datasetId } from '@driftline/contracts';
import { addMap } from './addMap.js';
import { componentId } from './componentId.js';
import { DatasetJoin } from './datasetJoin.js';
import { GraphBuilder } from './graphBuilder.js';
import type { LineageEdge, LineageGraph } from './lineageGraph.js';
import type { DatasetRef, RunTimeLineage } from './runTimeLineage.js';

/**
 * Joins run-time lineage and static maps into one graph: datasets on canonical keys, else on a unique suffix
 * (then every edge of the map that touches it is at most inferred). Data flows along the edges.
 */
export function buildLineageGraph(
  lineage: RunTimeLineage | null,
  maps: readonly DependencyMap[],
): LineageGraph {
  const builder = new GraphBuilder();
  if (lineage) addRunTime(builder, lineage);
  const join = new DatasetJoin(lineage?.datasets ?? []);
  maps.forEach((map, index) => {
    addMap(builder, map, index, join);
  });
  return builder.build();
}

const SEEN: Pick<LineageEdge, 'confidence' | 'evidence'> = { confidence: 'exact', evidence: [] };

function addRunTime(builder: GraphBuilder, lineage: RunTimeLineage): void {
  for (const { namespace, name, columns, datasetType } of lineage.datasets) {
    const kind = datasetType === 'MODEL' ? 'model' : 'dataset';
    builder.addNode(
      { id: datasetId(namespace, name), kind, name: `${namespace}/${name}`, namespace, columns },
      'run-time',
    );
  }
  const idOf = ({ namespace, name }: DatasetRef) => datasetId(namespace, name);
  for (const job of lineage.jobs) {
    const id = componentId(job);
    builder.addNode(
      { id, kind: 'component', name: job.name, namespace: job.namespace, columns: [] },
      'run-time',
    );
    for (const input of job.inputs)
      builder.addEdge({ from: idOf(input), to: id, relation: 'reads', ...SEEN });
    for (const output of job.outputs)
      builder.addEdge({ from: id, to: idOf(output), relation: 'writes', ...SEEN });
    for (const { output, column, inputs } of job.columnLinks) {
      for (const input of inputs) {
        builder.addColumnEdge({
          from: { dataset: idOf(input), column: input.column },
          to: { dataset: idOf(output), column },
          component: id,
        });
      }
    }
  }
}
