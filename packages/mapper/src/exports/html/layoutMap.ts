import type { DependencyMap } from '@driftline/contracts';
import { groupBy } from '../../compare/groupBy.js';

/** Where a node stands: its column, and its row in the column. Both count from 0. */
export interface Spot {
  column: number;
  row: number;
}

/** Columns by the longest way from a source, as far as nodes come after others; what runs in circles stays where it is met. */
function columnsOf(ids: readonly string[], edges: DependencyMap['edges']): Map<string, number> {
  const waiting = new Map(ids.map((id) => [id, 0]));
  for (const { to } of edges) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const leaving = groupBy(edges, ({ from }) => from);
  const columns = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  const done = new Set<string>();
  const rest = [...ids];
  while (done.size < ids.length) {
    const id = ready.pop() ?? rest.shift();
    if (id === undefined) break;
    if (done.has(id)) continue;
    done.add(id);
    for (const { to } of leaving.get(id) ?? []) {
      if (done.has(to)) continue;
      columns.set(to, Math.max(columns.get(to) ?? 0, (columns.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return columns;
}

/** What nothing leads to stands right before what it leads to. */
function pullRight(columns: Map<string, number>, edges: DependencyMap['edges']): void {
  const reached = new Set(edges.map(({ to }) => to));
  for (const [from, leaving] of groupBy(edges, (edge) => edge.from)) {
    if (reached.has(from)) continue;
    const first = leaving.reduce(
      (least, { to }) => Math.min(least, columns.get(to) ?? 0),
      Number.POSITIVE_INFINITY,
    );
    columns.set(from, Math.max(0, first - 1));
  }
}

/** Lays a map out from left to right; in each column, nodes stand near what leads to them. */
export function layoutMap(ids: readonly string[], edges: DependencyMap['edges']): Map<string, Spot> {
  const columns = columnsOf(ids, edges);
  pullRight(columns, edges);
  const arriving = groupBy(edges, ({ to }) => to);
  const byColumn = groupBy(ids, (id) => String(columns.get(id) ?? 0));
  const spots = new Map<string, Spot>();
  const nearTo = (id: string, otherwise: number): number => {
    const rows = (arriving.get(id) ?? []).flatMap(({ from }) => spots.get(from)?.row ?? []);
    return rows.length === 0 ? otherwise : rows.reduce((sum, row) => sum + row, 0) / rows.length;
  };
  for (const column of [...byColumn.keys()].map(Number).sort((left, right) => left - right)) {
    const nodes = (byColumn.get(String(column)) ?? []).map((id, index) => ({ id, near: nearTo(id, index) }));
    nodes.sort((left, right) => left.near - right.near);
    for (const [row, { id }] of nodes.entries()) spots.set(id, { column, row });
  }
  return spots;
}
