import { useElementSize } from '@mantine/hooks';
import {
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { chartColour } from '../charts/chartColour.js';
import styles from './graphCanvas.module.css';
import { GraphNodeCard } from './graphNodeCard.js';
import type {
  EdgeTone,
  Graph,
  GraphEdge,
  GraphLayout,
  GraphNode,
  LayoutSizes,
  NodeTone,
  Point,
} from './graphTypes.js';
import { viewportFor } from './viewportFor.js';

type CanvasNode = Node<{ node: GraphNode; tone: NodeTone; extra: ReactNode }, 'card'>;
type CanvasEdge = Edge<{ edge: GraphEdge; tone: EdgeTone; label: ReactNode; at: Point | undefined }, 'line'>;

export interface GraphCanvasProps {
  graph: Graph;
  layout: GraphLayout;
  sizes: LayoutSizes;
  label: string;
  nodeTone: (id: string) => NodeTone;
  edgeTone: (id: string) => EdgeTone;
  nodeExtra?: (node: GraphNode) => ReactNode;
  edgeLabel?: (edge: GraphEdge) => ReactNode;
  onNode?: (id: string) => void;
  /** Controls that need the flow's own context. */
  children?: ReactNode;
  /** The graph is never shown smaller than this at first, so that its text can be read. */
  minFit: number;
  /** Node that stays in view when not all of the graph does. */
  anchor: string | undefined;
}

const colours: Record<EdgeTone, string> = {
  plain: 'var(--line-strong)',
  dimmed: 'var(--line)',
  reached: chartColour('selection'),
  'path-page': chartColour('page'),
  'path-warn': chartColour('warn'),
};

function CardNode({ data }: NodeProps<CanvasNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      <GraphNodeCard node={data.node} tone={data.tone} />
      {data.extra}
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
    </>
  );
}

function LineEdge({ data, markerEnd, sourceX, sourceY, targetX, targetY }: EdgeProps<CanvasEdge>) {
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
  });
  const at = data?.at ?? { x, y };
  const tone = data?.tone ?? 'plain';
  return (
    <>
      <path
        d={path}
        fill="none"
        stroke={colours[tone]}
        strokeWidth={tone === 'plain' || tone === 'dimmed' ? 1.25 : 2}
        {...(data?.edge.confidence === 'exact' ? {} : { strokeDasharray: '5 4' })}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      {data?.label !== undefined && data.label !== null && (
        <EdgeLabelRenderer>
          <div
            className={styles.label}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            {data.label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Above this, only what is in view is drawn; below, everything is there for the keyboard and for search. */
const manyNodes = 150;

const nodeTypes = { card: CardNode };
const edgeTypes = { line: LineEdge };

/** A laid-out dependency graph, left (sources) to right (consumers). Dashed edges are not exact. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { graph, layout, sizes, nodeTone, edgeTone, nodeExtra, edgeLabel, onNode } = props;
  const [flow, setFlow] = useState<ReactFlowInstance<CanvasNode, CanvasEdge>>();
  const { ref, width, height } = useElementSize();
  const { anchor, minFit } = props;
  useEffect(() => {
    if (flow === undefined || width === 0) return;
    const at = (anchor === undefined ? undefined : layout.nodes.get(anchor)) ?? { x: 0, y: 0 };
    const middle = { x: at.x + sizes.node.width / 2, y: at.y + sizes.node.height / 2 };
    void flow.setViewport(viewportFor(layout, { width, height }, middle, minFit));
  }, [flow, layout, width, height, anchor, minFit, sizes]);
  const nodes = useMemo(
    () =>
      graph.nodes.flatMap((node): CanvasNode[] => {
        const position = layout.nodes.get(node.id);
        if (position === undefined) return [];
        return [
          {
            id: node.id,
            type: 'card',
            position,
            ...sizes.node,
            data: { node, tone: nodeTone(node.id), extra: nodeExtra?.(node) },
            ariaLabel: `${node.name}, ${node.detail}`,
          },
        ];
      }),
    [graph, layout, sizes, nodeTone, nodeExtra],
  );
  const edges = useMemo(
    () =>
      graph.edges
        .filter(({ from, to }) => layout.nodes.has(from) && layout.nodes.has(to))
        .map((edge): CanvasEdge => {
          const tone = edgeTone(edge.id);
          return {
            id: edge.id,
            source: edge.from,
            target: edge.to,
            type: 'line',
            focusable: false,
            zIndex: tone === 'plain' || tone === 'dimmed' ? 0 : 1,
            markerEnd: { type: MarkerType.ArrowClosed, color: colours[tone], width: 14, height: 14 },
            data: { edge, tone, label: edgeLabel?.(edge) ?? null, at: layout.labels.get(edge.id) },
          };
        }),
    [graph, layout, edgeTone, edgeLabel],
  );
  return (
    <section
      ref={ref}
      className={styles.canvas}
      aria-label={props.label}
      onKeyDown={(event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
        if (id === undefined || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        onNode?.(id);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={onNode !== undefined}
        edgesFocusable={false}
        elementsSelectable={onNode !== undefined}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.2}
        onlyRenderVisibleElements={graph.nodes.length > manyNodes}
        maxZoom={1.5}
        onInit={setFlow}
        proOptions={{ hideAttribution: true }}
        {...(onNode === undefined ? {} : { onNodeClick: (_: unknown, node: CanvasNode) => onNode(node.id) })}
      >
        {props.children}
      </ReactFlow>
    </section>
  );
}
