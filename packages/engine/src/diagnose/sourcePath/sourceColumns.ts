import type { ColumnEdge, LineageGraph } from '../../lineage/lineageGraph.js';

type ColumnAt = ColumnEdge['from'];

/** Every column upstream of any column of that name, by run-time column lineage. */
export function sourceColumns(graph: LineageGraph, feature: string): ColumnAt[] {
  const found = new Map<string, ColumnAt>();
  const queue = graph.columnEdges.filter(({ to }) => to.column.toLowerCase() === feature.toLowerCase());
  for (let edge = queue.pop(); edge; edge = queue.pop()) {
    const { from } = edge;
    const key = `${from.dataset}\n${from.column}`;
    if (found.has(key)) continue;
    found.set(key, from);
    queue.push(
      ...graph.columnEdges.filter(({ to }) => to.dataset === from.dataset && to.column === from.column),
    );
  }
  return [...found.values()];
}
