import { type CallArguments, isObject, itemsOf, type JinjaValue, textOf, Unknown } from './jinjaValue.js';

type Method<T> = (value: T, given: CallArguments) => JinjaValue;

const first = ({ positional }: CallArguments): string => textOf(positional[0] ?? '');

const STRING: Readonly<Record<string, Method<string>>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  title: (text) => text.replace(/\b\w/g, (letter) => letter.toUpperCase()),
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
  strip: (text, given) => stripped(text, given, true, true),
  lstrip: (text, given) => stripped(text, given, true, false),
  rstrip: (text, given) => stripped(text, given, false, true),
  replace: (text, { positional: [from, to] }) => text.replaceAll(textOf(from), textOf(to)),
  split: (text, given) => (given.positional.length > 0 ? text.split(first(given)) : text.trim().split(/\s+/)),
  startswith: (text, given) => text.startsWith(first(given)),
  endswith: (text, given) => text.endsWith(first(given)),
  join: (text, { positional: [items] }) => (itemsOf(items) ?? [items]).map(textOf).join(text),
  format: (text, { positional, named }) => {
    let next = 0;
    return text.replace(/\{(\w*)\}/g, (all, name: string) => {
      if (/^\d*$/.test(name)) {
        const index = name === '' ? next : Number(name);
        next += 1;
        return textOf(positional[index]);
      }
      return named.has(name) ? textOf(named.get(name)) : all;
    });
  },
  find: (text, given) => text.indexOf(first(given)),
  count: (text, given) => text.split(first(given)).length - 1,
};

function stripped(
  text: string,
  { positional: [characters] }: CallArguments,
  left: boolean,
  right: boolean,
): string {
  const set = characters === undefined ? /\s/ : undefined;
  const drop = (letter: string): boolean => set?.test(letter) ?? textOf(characters).includes(letter);
  let [from, to] = [0, text.length];
  while (left && from < to && drop(text.charAt(from))) from += 1;
  while (right && to > from && drop(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const LIST: Readonly<Record<string, Method<JinjaValue[]>>> = {
  append: (list, { positional: [item] }) => void list.push(item),
  extend: (list, { positional: [items] }) => void list.push(...(itemsOf(items) ?? [])),
  insert: (list, { positional: [at, item] }) => void list.splice(Number(at), 0, item),
  pop: (list, { positional: [at] }) => (at === undefined ? list.pop() : list.splice(Number(at), 1)[0]),
  remove: (list, { positional: [item] }) => void list.splice(list.indexOf(item) >>> 0, 1),
  index: (list, { positional: [item] }) => list.indexOf(item),
  count: (list, { positional: [item] }) => list.filter((each) => each === item).length,
  copy: (list) => [...list],
};

const DICT: Readonly<Record<string, Method<Map<string, JinjaValue>>>> = {
  get: (dict, { positional: [key, otherwise] }) => dict.get(textOf(key)) ?? otherwise ?? null,
  items: (dict) => [...dict].map(([key, value]) => [key, value]),
  keys: (dict) => [...dict.keys()],
  values: (dict) => [...dict.values()],
  update: (dict, { positional: [other], named }) => {
    for (const [key, value] of [...(other instanceof Map ? other : []), ...named]) dict.set(key, value);
    return undefined;
  },
  pop: (dict, { positional: [key, otherwise] }) => {
    const value = dict.get(textOf(key)) ?? otherwise;
    dict.delete(textOf(key));
    return value;
  },
  setdefault: (dict, { positional: [key, value] }) => {
    if (!dict.has(textOf(key))) dict.set(textOf(key), value);
    return dict.get(textOf(key));
  },
  copy: (dict) => new Map(dict),
};

/** A member of a value: a key, a method, an attribute of an object of the tool. */
export function memberOf(value: JinjaValue, name: string): JinjaValue {
  if (value instanceof Unknown) return new Unknown(`${value.hint}.${name}`);
  if (value instanceof Map) {
    if (value.has(name)) return value.get(name);
    return Object.hasOwn(DICT, name) ? (given) => DICT[name]?.(value, given) : undefined;
  }
  if (Array.isArray(value))
    return Object.hasOwn(LIST, name) ? (given) => LIST[name]?.(value, given) : undefined;
  if (typeof value === 'string')
    return Object.hasOwn(STRING, name) ? (given) => STRING[name]?.(value, given) : undefined;
  if (typeof value === 'function') return value.members?.[name];
  return isObject(value) ? value.member(name) : undefined;
}
