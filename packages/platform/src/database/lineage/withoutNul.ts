/** A copy of a JSON value without U+0000, which PostgreSQL can store neither in text nor in jsonb. */
export function withoutNul<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  if (!text.includes('\\u0000')) return value;
  return JSON.parse(text, (_key, part) => (typeof part === 'string' ? part.replaceAll('\0', '') : part));
}
