import {
  type CallArguments,
  isObject,
  itemsOf,
  type JinjaValue,
  textOf,
  truthOf,
  Unknown,
} from './jinjaValue.js';

type Filter = (value: JinjaValue, given: CallArguments) => JinjaValue;

function lengthOf(value: JinjaValue): JinjaValue {
  if (value instanceof Map) return value.size;
  return itemsOf(value)?.length ?? new Unknown('length');
}

function memberOf(value: JinjaValue, name: string): JinjaValue {
  if (value instanceof Map) return value.get(name);
  return isObject(value) ? value.member(name) : undefined;
}

function listFilter(change: (items: JinjaValue[], given: CallArguments) => JinjaValue): Filter {
  return (value, given) => {
    const items = itemsOf(value);
    return items ? change(items, given) : value;
  };
}

function compared(left: JinjaValue, right: JinjaValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [textOf(left), textOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const map = listFilter((items, { positional, named }) => {
  const attribute = named.get('attribute');
  if (typeof attribute === 'string')
    return items.map((item) => memberOf(item, attribute) ?? named.get('default'));
  const [name, ...rest] = positional;
  const filter = typeof name === 'string' ? FILTERS[name] : undefined;
  return filter ? items.map((item) => filter(item, { positional: rest, named: new Map() })) : items;
});

/** `selectattr('name', 'equalto', x)` and its opposite. */
const byAttribute = (keep: boolean): Filter =>
  listFilter((items, { positional: [name, test, wanted] }) =>
    items.filter((item) => {
      const value = typeof name === 'string' ? memberOf(item, name) : undefined;
      const passes =
        test === undefined
          ? truthOf(value) !== false
          : test === 'in'
            ? Array.isArray(wanted) && wanted.includes(value)
            : textOf(value) === textOf(wanted);
      return passes === keep;
    }),
  );

const byTruth = (keep: boolean): Filter =>
  listFilter((items, { positional: [test, wanted] }) =>
    items.filter((item) => {
      const passes =
        test === 'none'
          ? item === null
          : wanted === undefined
            ? truthOf(item) !== false
            : textOf(item) === textOf(wanted);
      return passes === keep;
    }),
  );

function fromJson(value: JinjaValue): JinjaValue {
  return typeof value === 'string' ? new Unknown('json') : value;
}

const textFilter =
  (change: (text: string, given: CallArguments) => string): Filter =>
  (value, given) =>
    change(textOf(value), given);

/** Jinja's filters, as far as templates of data tools use them. */
export const FILTERS: Readonly<Record<string, Filter>> = {
  upper: textFilter((text) => text.toUpperCase()),
  lower: textFilter((text) => text.toLowerCase()),
  title: textFilter((text) => text.replace(/\b\w/g, (letter) => letter.toUpperCase())),
  capitalize: textFilter((text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()),
  trim: textFilter((text) => text.trim()),
  string: textFilter((text) => text),
  replace: textFilter((text, { positional: [from, to] }) => text.replaceAll(textOf(from), textOf(to))),
  indent: textFilter((text) => text),
  tojson: textFilter((text) => text),
  int: (value) => (value instanceof Unknown ? value : Number.parseInt(textOf(value), 10) || 0),
  float: (value) => (value instanceof Unknown ? value : Number.parseFloat(textOf(value)) || 0),
  abs: (value) => (typeof value === 'number' ? Math.abs(value) : value),
  round: (value) => (typeof value === 'number' ? Math.round(value) : value),
  length: lengthOf,
  count: lengthOf,
  default: (value, { positional, named }) =>
    value === undefined || (positional[1] === true && truthOf(value) === false)
      ? (positional[0] ?? named.get('default_value'))
      : value,
  first: listFilter((items) => items[0]),
  last: listFilter((items) => items.at(-1)),
  list: listFilter((items) => [...items]),
  unique: listFilter((items) => [...new Set(items)]),
  sort: listFilter((items) => [...items].sort(compared)),
  reverse: listFilter((items) => [...items].reverse()),
  sum: listFilter((items) =>
    items.reduce<number>((sum, item) => sum + (typeof item === 'number' ? item : 0), 0),
  ),
  max: listFilter((items) => [...items].sort(compared).at(-1)),
  min: listFilter((items) => [...items].sort(compared)[0]),
  join: listFilter((items, { positional: [by], named }) =>
    items.map(textOf).join(textOf(by ?? named.get('d') ?? '')),
  ),
  map,
  select: byTruth(true),
  reject: byTruth(false),
  selectattr: byAttribute(true),
  rejectattr: byAttribute(false),
  items: (value) => (value instanceof Map ? [...value].map(([key, each]) => [key, each]) : value),
  dictsort: (value) =>
    value instanceof Map
      ? [...value].sort(([a], [b]) => compared(a, b)).map(([key, each]) => [key, each])
      : value,
  fromjson: fromJson,
};
