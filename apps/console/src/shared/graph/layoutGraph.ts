import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph, GraphLayout, LayoutSizes } from './graphTypes.js';

let elk: InstanceType<typeof ELK> | undefined;

/** One worker for every layout, started with the first. */
function layoutEngine(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return elk;
}

/** Above this the best layout takes many seconds, and a good one is a third of that. */
const manyNodes = 250;
const thorough = { 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX' };
const quick = {
  'elk.layered.nodePlacement.strategy': 'LINEAR_SEGMENTS',
  'elk.layered.thoroughness': '1',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
};

const layoutOptions = (graph: Graph, sizes: LayoutSizes) => ({
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(sizes.gap),
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
  ...(graph.nodes.length > manyNodes ? quick : thorough),
});

/** Places the nodes from left (sources) to right (consumers), in a web worker. */
export async function layoutGraph(graph: Graph, sizes: LayoutSizes): Promise<GraphLayout> {
  const placed: ElkNode = await layoutEngine().layout({
    id: 'graph',
    layoutOptions: layoutOptions(graph, sizes),
    children: graph.nodes.map((node) => ({ id: node.id, ...sizes.node })),
    edges: graph.edges.map((edge) => ({ id: edge.id, sources: [edge.from], targets: [edge.to] })),
  });
  return {
    nodes: new Map(placed.children?.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }])),
    labels: new Map(),
    width: placed.width ?? 0,
    height: placed.height ?? 0,
  };
}
