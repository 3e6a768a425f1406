/** A node of a parsed template, as the parser hands it out. */
export interface JinjaNode {
  type: string;
  [key: string]: unknown;
}

export function isNode(value: unknown): value is JinjaNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function nodeAt(node: JinjaNode, key: string): JinjaNode | undefined {
  const value = node[key];
  return isNode(value) ? value : undefined;
}

export function nodesAt(node: JinjaNode, key: string): JinjaNode[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textAt(node: JinjaNode | undefined, key: string): string {
  const value = node?.[key];
  return typeof value === 'string' ? value : '';
}
