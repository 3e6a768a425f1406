/**
 * The value as a map when it is a JSON object, else undefined. An own member `__proto__` is removed, as the
 * contracts' schemas do: copied by a careless consumer it would become the copy's prototype.
 */
export function asMap(value: unknown): Record<string, unknown> | undefined {
  if (!isMap(value)) return undefined;
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  return value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
