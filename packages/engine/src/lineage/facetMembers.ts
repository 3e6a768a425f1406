/** A member of a facet that is an object, or an empty one: facets come from many producers. */
export function objectIn(value: unknown, key: string): Record<string, unknown> {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
}

/** The objects of a list in a facet. */
export function objectsIn(value: unknown, key: string): Record<string, unknown>[] {
  const member = isObject(value) ? value[key] : undefined;
  return Array.isArray(member) ? member.filter(isObject) : [];
}

export function stringIn(value: unknown, key: string): string | null {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : null;
}

export function numberIn(value: unknown, key: string): number | null {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'number' && Number.isFinite(member) ? member : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
