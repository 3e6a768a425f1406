import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from 'yaml';

/** Positions of the nodes of one document. */
export interface Lines {
  counter: LineCounter;
}

export interface Entry {
  key: string;
  value: Node | null;
  line: number;
  endLine: number;
}

export function lineOfOffset(lines: Lines, offset: number): number {
  return Math.max(1, lines.counter.linePos(offset).line);
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

/** Entries of a mapping with the lines that they cover. */
export function entriesOf(lines: Lines, map: YAMLMap): Entry[] {
  return map.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key === undefined) return [];
    const start = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
    const value = isNode(pair.value) ? pair.value : null;
    const line = lineOfOffset(lines, start);
    const end = value?.range ? lineOfOffset(lines, Math.max(start, value.range[1] - 1)) : line;
    return [{ key, value, line, endLine: Math.max(line, end) }];
  });
}

export function itemsOf(node: Node | null): Node[] {
  return isSeq(node) ? node.items.filter(isNode) : [];
}

/** The text of a scalar that is not null. */
export function scalarText(node: Node | null): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : undefined;
}
