import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph, GraphLayout, LayoutSizes } from './graphTypes.js';

let elk: InstanceType<typeof ELK> | undefined;

/** One worker for every layout, started with the first. */
function layoutEngine(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return elk;
}

const layoutOptions = (sizes: LayoutSizes) => ({
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(sizes.gap),
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
});

/** Places the nodes from left (sources) to right (consumers), in a web worker. */
export async function layoutGraph(graph: Graph, sizes: LayoutSizes): Promise<GraphLayout> {
  const placed: ElkNode = await layoutEngine().layout({
    id: 'graph',
    layoutOptions: layoutOptions(sizes),
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
