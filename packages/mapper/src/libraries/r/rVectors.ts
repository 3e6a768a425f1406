import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { flowOf, listOf, type Value } from '../../values/value.js';

const MAXIMUM_LENGTH = 64;

/** Elements of a vector or list; a single value is a vector of one. */
export function elements(value: Value): readonly Value[] {
  if (value.items && value.items.length > 0) return value.items;
  if (value.fields) return [...value.fields.values()];
  return value.items ?? [value];
}

/** Whether the elements of a value are known one by one. */
export function isVector(value: Value): boolean {
  return (value.items?.length ?? 0) > 0 || (value.fields?.size ?? 0) > 0;
}

/** Applies a function of single values to vectors: shorter ones are repeated. */
export function vectorised(args: readonly Value[], apply: (parts: readonly Value[]) => Value): Value {
  const length = Math.min(
    MAXIMUM_LENGTH,
    Math.max(1, ...args.map((each) => (isVector(each) ? elements(each).length : 1))),
  );
  const at = (value: Value, index: number): Value => {
    const all = isVector(value) ? elements(value) : [value];
    return all[index % all.length] ?? value;
  };
  const results = Array.from({ length }, (_each, index) => apply(args.map((each) => at(each, index))));
  const [only] = results;
  return results.length === 1 && only && !args.some(isVector) ? only : listOf(results);
}

/** A vector of one element is that element. */
export function single(value: Value): Value {
  const [only] = value.items ?? [];
  return value.items?.length === 1 && only && !value.fields ? only : value;
}

/** Names and values together: `c(a = 1)` keeps both. */
export function named(items: readonly Value[], names: readonly (string | undefined)[]): Value {
  const fields = new Map<string, Value>();
  for (const [index, name] of names.entries()) {
    const item = items[index];
    if (name !== undefined && item) fields.set(name, item);
  }
  return fields.size > 0 ? { items, fields, flow: NO_FLOW } : listOf(items);
}

/** The value with every text no surer than a default is. */
export function byDefault(value: Value, depth = 0): Value {
  if (depth > 4) return value;
  const texts = value.texts?.map(
    (text): Text => ({ ...text, confidence: text.confidence === 'exact' ? 'inferred' : text.confidence }),
  );
  const fields =
    value.fields && new Map([...value.fields].map(([name, each]) => [name, byDefault(each, depth + 1)]));
  const items = value.items?.map((each) => byDefault(each, depth + 1));
  return {
    ...value,
    ...(texts ? { texts } : {}),
    ...(fields ? { fields } : {}),
    ...(items ? { items } : {}),
  };
}

/** All data of all values, columns kept. */
export function allData(values: Iterable<Value>): ReturnType<typeof flowOf> {
  return [...values].map((each) => flowOf(each)).reduce(joinFlows, NO_FLOW);
}

/** The number that a value is known to be. */
export function numberOf(value: Value | undefined): number | undefined {
  const only = value && single(value).texts;
  const number = only?.length === 1 ? only[0]?.value : undefined;
  return typeof number === 'number' ? number : undefined;
}

/** Whether a flag is set. */
export function isTrue(value: Value | undefined): boolean {
  return value?.texts?.some((text) => text.value === true) ?? false;
}

/** How a value's first constant reads. */
export function spelled(value: Value | undefined): string | undefined {
  const [text] = value ? (single(value).texts ?? []) : [];
  return text && text.value !== null ? spell(text.value) : undefined;
}
