/** Types that a feature's value can have; each type of a feature has a column of its own. */
export type FeatureType = 'number' | 'string' | 'boolean';

/** One column of a model's prediction table that holds the values of one type of one feature. */
export interface FeatureColumn {
  feature: string;
  type: FeatureType;
  /** The name in ClickHouse. */
  column: string;
}

const prefixes: Record<FeatureType, string> = { number: 'n_', string: 's_', boolean: 'b_' };
const typeOfPrefix = new Map(Object.entries(prefixes).map(([type, prefix]) => [prefix, type]));

/**
 * The column of a feature and type. The name is reversible for every feature name and stays within
 * [a-z0-9_], because column names become file names and some file systems fold case.
 */
export function featureColumn(feature: string, type: FeatureType): FeatureColumn {
  return { feature, type, column: prefixes[type] + escapeName(feature) };
}

/** The feature and type that a column holds, or null for a column that is no feature. */
export function parseFeatureColumn(column: string): FeatureColumn | null {
  const type = typeOfPrefix.get(column.slice(0, 2));
  if (type !== 'number' && type !== 'string' && type !== 'boolean') return null;
  return { feature: unescapeName(column.slice(2)), type, column };
}

/** `_` is `__`, `A` is `_a`, other ASCII is `_` and two hex digits (below 8), all else `_9` and four hex digits. */
function escapeName(name: string): string {
  return name.replace(/[^a-z0-9]/g, (unit) => {
    if (unit === '_') return '__';
    if (unit >= 'A' && unit <= 'Z') return `_${unit.toLowerCase()}`;
    const code = unit.charCodeAt(0);
    return code < 128 ? `_${hex(code, 2)}` : `_9${hex(code, 4)}`;
  });
}

function unescapeName(escaped: string): string {
  return escaped.replace(/_(?:_|[a-z]|9[0-9a-f]{4}|[0-7][0-9a-f])/g, (sequence) => {
    if (sequence === '__') return '_';
    const rest = sequence.slice(1);
    if (rest.length === 1) return rest.toUpperCase();
    return String.fromCharCode(Number.parseInt(rest.length === 5 ? rest.slice(1) : rest, 16));
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
