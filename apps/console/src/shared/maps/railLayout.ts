import type { Graph, GraphLayout, LayoutSizes, Point } from '../graph/graphTypes.js';

export interface RailLayout extends GraphLayout {
  sizes: LayoutSizes;
  /** Width of the text under each edge. */
  labelWidth: number;
}

const nodeHeight = 60;
const rowGap = 14;
const labelHeight = 76;
const labelGap = 12;
const leastColumn = 184;
/** Neighbours drawn at one step; the map itself shows all. */
const mostBeside = 3;
const mostColumn = 260;

/** Off-path nodes by the column they stand in: what flows into step i stands above step i - 1, consumers behind the end. */
function besides(path: readonly string[], graph: Graph): string[][] {
  const columns: string[][] = Array.from({ length: path.length + 1 }, () => []);
  const placed = new Set(path);
  const put = (id: string, column: number) => {
    if (placed.has(id) || (columns[column]?.length ?? 0) >= mostBeside) return;
    placed.add(id);
    columns[column]?.push(id);
  };
  path.forEach((step, index) => {
    for (const edge of graph.edges) if (edge.to === step) put(edge.from, Math.max(0, index - 1));
  });
  for (const edge of graph.edges) if (edge.from === path.at(-1)) put(edge.to, path.length);
  return columns;
}

/**
 * A path as a straight rail of equal columns at full text size, its neighbours above it and its proofs below.
 * `width` is the room in pixels; a path too long for it runs on to the right.
 */
export function railLayout(path: readonly string[], graph: Graph, width: number): RailLayout {
  const columns = besides(path, graph);
  const consumers = columns[path.length] ?? [];
  const count = path.length + (consumers.length > 0 ? 1 : 0);
  const column = Math.min(mostColumn, Math.max(leastColumn, width / count));
  const nodeWidth = Math.min(172, column - 44);
  const above = Math.max(0, ...columns.slice(0, path.length).map((ids) => ids.length));
  const row = above * (nodeHeight + rowGap);
  const x = (index: number) => index * column;
  const nodes = new Map<string, Point>(path.map((id, index) => [id, { x: x(index), y: row }]));
  columns.slice(0, path.length).forEach((ids, index) => {
    ids.forEach((id, level) => {
      nodes.set(id, { x: x(index), y: row - (level + 1) * (nodeHeight + rowGap) });
    });
  });
  consumers.forEach((id, level) => {
    nodes.set(id, { x: x(path.length), y: row + level * (nodeHeight + rowGap) });
  });
  const labels = new Map<string, Point>();
  for (const edge of graph.edges) {
    const index = path.indexOf(edge.from);
    if (index === -1 || path[index + 1] !== edge.to) continue;
    labels.set(edge.id, {
      x: x(index) + nodeWidth / 2 + column / 2,
      y: row + nodeHeight + labelGap + labelHeight / 2,
    });
  }
  const below = Math.max(labelGap + labelHeight, (consumers.length - 1) * (nodeHeight + rowGap));
  return {
    nodes,
    labels,
    width: x(count - 1) + nodeWidth,
    height: row + nodeHeight + below,
    sizes: { node: { width: nodeWidth, height: nodeHeight }, gap: column - nodeWidth },
    labelWidth: column - 14,
  };
}
