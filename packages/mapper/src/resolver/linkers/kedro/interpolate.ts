import type { ConfigValue } from '../../../facts/configValue.js';

type Entries = { [key: string]: ConfigValue };

const REFERENCE = /\$\{(?:(\w+):)?\s*([\w.]+)\s*(?:,\s*['"]?([^}'"]*)['"]?\s*)?\}/g;
const MAXIMUM_DEPTH = 12;

function at(value: ConfigValue | undefined, path: string): ConfigValue | undefined {
  let current = value;
  for (const key of path.split('.')) {
    if (current === null || typeof current !== 'object' || Array.isArray(current)) return undefined;
    current = Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}

/** `${name}`, `${globals:name}` and `${runtime_params:name, default}` of Kedro's loaders; others stay as they are. */
export function interpolate(root: Entries, globals: Entries): Entries {
  const lookUp = (resolver: string | undefined, path: string): ConfigValue | undefined => {
    if (resolver === 'globals') return at(globals, path);
    return resolver === undefined ? (at(root, path) ?? at(globals, path)) : undefined;
  };
  const text = (value: string, depth: number): ConfigValue => {
    const whole = new RegExp(`^${REFERENCE.source}$`).exec(value);
    const alone = whole ? lookUp(whole[1], whole[2] ?? '') : undefined;
    if (alone !== undefined && typeof alone === 'object') return fill(alone, depth + 1);
    const filled = value.replace(REFERENCE, (all, resolver?: string, path = '', fallback?: string) => {
      const found = lookUp(resolver, path);
      return found === undefined || (found !== null && typeof found === 'object')
        ? (fallback ?? all)
        : String(found);
    });
    return filled === value || depth > MAXIMUM_DEPTH ? filled : text(filled, depth + 1);
  };
  const fill = (value: ConfigValue, depth: number): ConfigValue => {
    if (depth > MAXIMUM_DEPTH * 2) return value;
    if (typeof value === 'string') return text(value, depth);
    if (Array.isArray(value)) return value.map((each) => fill(each, depth + 1));
    return value !== null && typeof value === 'object' ? record(value, depth) : value;
  };
  const record = (value: Entries, depth: number): Entries =>
    Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, depth + 1)]));
  return record(root, 0);
}
