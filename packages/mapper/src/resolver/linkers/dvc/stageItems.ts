import type { ConfigValue } from '../../../facts/configValue.js';
import { type ConfigRecord, configAt, isRecord, plainText } from '../configAt.js';

const MAXIMUM_ITEMS = 64;

/** One way of running a stage: what its name gets, and the values of `item` and `key`. */
export interface StageItem {
  suffix: string;
  values: ConfigRecord;
}

/** A value, or what `${path}` stands for. */
function resolved(value: ConfigValue | undefined, outer: ConfigRecord): ConfigValue | undefined {
  const path = typeof value === 'string' ? /^\$\{\s*([\w.[\]-]+)\s*\}$/.exec(value)?.[1] : undefined;
  return path === undefined ? value : configAt(outer, path);
}

function eachOf(foreach: ConfigValue | undefined): StageItem[] {
  if (Array.isArray(foreach)) {
    return foreach.map((item, index) => ({
      suffix: `@${plainText(item) ?? index}`,
      values: { item, key: index },
    }));
  }
  return isRecord(foreach)
    ? Object.entries(foreach).map(([key, item]) => ({ suffix: `@${key}`, values: { item, key } }))
    : [];
}

/** Every combination of the values under `matrix`. */
function combinations(matrix: ConfigRecord, outer: ConfigRecord): StageItem[] {
  let items: { parts: string[]; item: ConfigRecord }[] = [{ parts: [], item: {} }];
  for (const [name, given] of Object.entries(matrix)) {
    const values = resolved(given, outer);
    if (!Array.isArray(values)) continue;
    items = items
      .flatMap(({ parts, item }) =>
        values.map((value, index) => ({
          parts: [...parts, plainText(value) ?? `${name}${index}`],
          item: { ...item, [name]: value },
        })),
      )
      .slice(0, MAXIMUM_ITEMS);
  }
  return items.map(({ parts, item }) => ({
    suffix: `@${parts.join('-')}`,
    values: { item, key: parts.join('-') },
  }));
}

/** The ways in which a stage runs: one, or one for each item of `foreach` or combination of `matrix`. */
export function stageItems(stage: ConfigValue | undefined, outer: ConfigRecord): StageItem[] {
  const once = [{ suffix: '', values: {} }];
  if (!isRecord(stage)) return once;
  const found = isRecord(stage.matrix)
    ? combinations(stage.matrix, outer)
    : eachOf(resolved(stage.foreach, outer)).slice(0, MAXIMUM_ITEMS);
  return found.length > 0 ? found : once;
}
