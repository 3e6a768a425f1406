import type { ConfigValue } from '../../facts/configValue.js';

export type ConfigRecord = { [key: string]: ConfigValue };

export function isRecord(value: ConfigValue | undefined): value is ConfigRecord {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The value that a dotted path with `[index]` parts leads to. */
export function configAt(value: ConfigValue | undefined, path: string): ConfigValue | undefined {
  let current = value;
  for (const key of path.replace(/\[(\w+)\]/g, '.$1').split('.')) {
    if (Array.isArray(current)) current = current[Number(key)];
    else if (isRecord(current)) current = Object.hasOwn(current, key) ? current[key] : undefined;
    else return undefined;
  }
  return current;
}

/** A plain value as it stands in a text; undefined for lists, records and nothing. */
export function plainText(value: ConfigValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** Records joined at every depth; later ones win. */
export function mergedRecords(records: readonly ConfigRecord[]): ConfigRecord {
  const merged: ConfigRecord = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) {
      const known = Object.hasOwn(merged, key) ? merged[key] : undefined;
      const next = isRecord(known) && isRecord(value) ? mergedRecords([known, value]) : value;
      Object.defineProperty(merged, key, {
        value: next,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  return merged;
}
