import { columnNames } from '../libraries/arguments.js';
import { NAMED_BY_KEY } from '../libraries/documents.js';
import { pickColumn, pickColumns, withRows } from '../values/flow.js';
import { spell } from '../values/text.js';
import { elementOf } from '../values/texts.js';
import { flowOf, join, joinAll, NOTHING, unknown, type Value, withFlow } from '../values/value.js';

/** The field under which rules keep the entries of an object that is read like a dictionary. */
export const ENTRIES = '[]';
const LOCATORS: ReadonlySet<string> = new Set(['loc', 'iloc', 'at', 'iat']);

/** What `loc[rows, columns]` selects, when the base is a locator. */
function located(base: Value, key: Value): Value | undefined {
  const method = base.references?.find((each) => each.kind === 'method' && LOCATORS.has(each.name));
  if (method?.kind !== 'method') return undefined;
  const columns = key.items && key.items.length === 2 ? key.items[1] : undefined;
  return columns ? evaluateIndex({ flow: method.receiver.flow }, columns) : { flow: method.receiver.flow };
}

function entries(base: Value, key: Value): Value[] {
  return (key.texts ?? []).flatMap((text) => {
    if (typeof text.value === 'number') return base.items?.at(text.value) ?? [];
    return base.fields?.get(spell(text.value)) ?? [];
  });
}

function keptKeys(base: Value): Value {
  const groups = base.references?.filter(
    (each) => each.kind === 'instance' && each.cell.type === 'frame.Groups',
  );
  return groups && groups.length > 0 ? { references: groups, flow: base.flow } : { flow: base.flow };
}

/** An object of a library that is no frame, or a member of one: its entries carry the whole of its data. */
function isOpaque(base: Value): boolean {
  return (
    base.references?.some((each) => {
      if (each.kind === 'method') return !LOCATORS.has(each.name) && isOpaque(each.receiver);
      return each.kind === 'instance' && !each.cell.type.startsWith('frame.');
    }) ?? false
  );
}

/** The dictionary that a rule keeps for an object which is read like one. */
function heldEntries(base: Value): Value | undefined {
  const held = (base.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? (each.cell.fields.get(ENTRIES) ?? []) : [],
  );
  return held.length > 0 ? joinAll(held) : undefined;
}

/** A key that is a name below the object: `client['shop']` of a database. */
function namedByKey(base: Value, key: Value): Value | undefined {
  const owners = (value: Value): boolean =>
    value.references?.some((each) =>
      each.kind === 'method'
        ? owners(each.receiver)
        : each.kind === 'instance' && NAMED_BY_KEY.has(each.cell.type),
    ) ?? false;
  const name = key.texts?.length === 1 ? key.texts[0]?.value : undefined;
  if (typeof name !== 'string' || !owners(base)) return undefined;
  return { references: [{ kind: 'method', receiver: base, name }], flow: base.flow, hint: name };
}

/** `base[key]`: an entry, an item, a column, some columns, or the rows that a mask leaves. */
export function evaluateIndex(base: Value, key: Value): Value {
  const held = heldEntries(base);
  if (held) return evaluateIndex(held, key);
  const place = located(base, key);
  if (place) return place;
  const found = entries(base, key);
  if (found.length > 0) return joinAll(found);
  if (base.items || base.fields) {
    const any = base.fields ? joinAll([...base.fields.values()]) : elementOf(base);
    return key.texts && base.fields ? unknown(`no entry ${spell(key.texts[0]?.value ?? null)}`) : any;
  }
  if (isOpaque(base)) return namedByKey(base, key) ?? base;
  const names = columnNames(key);
  const kept = keptKeys(base);
  if (names && !key.items)
    return withFlow(
      kept,
      names.map((name) => pickColumn(base.flow, name)).reduce((a, b) => join({ flow: a }, { flow: b }).flow),
    );
  if (names) return withFlow(kept, pickColumns(base.flow, names));
  const value = withFlow(kept, withRows(base.flow, flowOf(key)));
  return base.texts || base === NOTHING
    ? { ...value, why: 'a part of a computed value' }
    : { ...value, why: base.why ?? 'an entry of an unknown value' };
}

/** `base` after `base[key] = value`. */
export function withEntry(base: Value, key: Value, value: Value): Value {
  const names = (key.texts ?? []).map((text) => spell(text.value));
  if (base.flow.columns.size > 0 || base.flow.rest.size > 0) return base;
  const fields = new Map(base.fields);
  for (const name of names) fields.set(name, value);
  return { ...base, fields };
}
