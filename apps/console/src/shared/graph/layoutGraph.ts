import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph } from './graphTypes.js';

export interface Point {
  x: number;
  y: number;
}

export interface GraphLayout {
  nodes: Map<string, Point>;
  /** Middle of each edge's label. */
  labels: Map<string, Point>;
  width: number;
  height: number;
}

export interface LayoutSizes {
  node: { width: number; height: number };
  label: { width: number; height: number } | undefined;
}

let elk: InstanceType<typeof ELK> | undefined;

/** One worker for every layout, started with the first. */
function layoutEngine(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return elk;
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
};

/** Places the nodes from left (sources) to right (consumers), in a web worker. */
export async function layoutGraph(graph: Graph, sizes: LayoutSizes): Promise<GraphLayout> {
  const { label } = sizes;
  const placed: ElkNode = await layoutEngine().layout({
    id: 'graph',
    layoutOptions: options,
    children: graph.nodes.map((node) => ({ id: node.id, ...sizes.node })),
    edges: graph.edges.map((edge) => ({
      id: edge.id,
      sources: [edge.from],
      targets: [edge.to],
      ...(label === undefined
        ? {}
        : {
            labels: [
              {
                id: `label ${edge.id}`,
                text: edge.id,
                ...label,
                layoutOptions: { 'elk.edgeLabels.inline': 'true' },
              },
            ],
          }),
    })),
  });
  return {
    nodes: new Map(placed.children?.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }])),
    labels: new Map(
      placed.edges?.flatMap((edge) =>
        (edge.labels ?? []).map((text): [string, Point] => [
          edge.id,
          { x: (text.x ?? 0) + (text.width ?? 0) / 2, y: (text.y ?? 0) + (text.height ?? 0) / 2 },
        ]),
      ),
    ),
    width: placed.width ?? 0,
    height: placed.height ?? 0,
  };
}
