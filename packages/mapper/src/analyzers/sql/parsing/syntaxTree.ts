/** The parser's tree is plain JSON: every node is an object with one key that names its kind. */
export type Json = string | number | boolean | null | undefined | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: Json, ...path: string[]): JsonObject | undefined {
  let current: Json = value;
  for (const key of path) current = isObject(current) ? current[key] : undefined;
  return isObject(current) ? current : undefined;
}

export function listAt(value: Json, ...path: string[]): Json[] {
  let current: Json = value;
  for (const key of path) current = isObject(current) ? current[key] : undefined;
  return Array.isArray(current) ? current : [];
}

export function textAt(value: Json, ...path: string[]): string | undefined {
  let current: Json = value;
  for (const key of path) current = isObject(current) ? current[key] : undefined;
  return typeof current === 'string' ? current : undefined;
}

/** The kind of a node and what stands below it. */
export function nodeOf(value: Json): { kind: string; node: JsonObject } | undefined {
  if (!isObject(value)) return undefined;
  const [kind, ...others] = Object.keys(value);
  if (kind === undefined || others.length > 0) return undefined;
  const node = value[kind];
  return isObject(node) ? { kind, node } : undefined;
}

/** Every child value of a node, in order. */
export function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
