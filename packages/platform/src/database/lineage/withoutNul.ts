/** A copy of a JSON value without U+0000, which PostgreSQL can store neither in text nor in jsonb. */
export function withoutNul<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  if (!text.includes('\\u0000')) return value;
  return JSON.parse(text, (_key, part) => cleaned(part));
}

function cleaned(part: unknown): unknown {
  if (typeof part === 'string') return part.replaceAll('\0', '');
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key.replaceAll('\0', ''), inner]));
}
