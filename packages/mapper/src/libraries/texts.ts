import type { Call, Library, Rule } from '../interpreter/machine.js';
import { spell, type Text } from '../values/text.js';
import { concatenate, joinPaths, mapTexts, stringOf, stringsOf, textsOrHole } from '../values/texts.js';
import { constant, flowOf, listOf, NOTHING, unknown, type Value } from '../values/value.js';
import { argument } from './arguments.js';

const FIELD = /\{(\w*)(?:[.[][^{}]*)?(?:![rsa])?(?::[^{}]*)?\}/g;

/** Splits a format into constants and the values that its fields name. */
function formatted(format: string, value: (name: string, index: number) => Value | undefined): Value {
  const parts: Value[] = [];
  let from = 0;
  let index = 0;
  for (const match of format.matchAll(FIELD)) {
    parts.push(constant(format.slice(from, match.index)));
    const name = match[1] ?? '';
    const position = name === '' ? index : Number(name);
    parts.push(value(name, position) ?? unknown('a field that is not given', name === '' ? 'value' : name));
    index += 1;
    from = match.index + match[0].length;
  }
  parts.push(constant(format.slice(from)));
  return concatenate(parts);
}

const formatRule: Rule = (call) => {
  const format = stringOf(call.receiver);
  if (format === undefined) return call.receiver ?? NOTHING;
  return formatted(format, (name, index) => call.named.get(name) ?? call.args[index]);
};

/** `'/'.join([a, b])`. */
const joinRule: Rule = (call) => {
  const items = call.args[0]?.items;
  const separator = call.receiver;
  if (!items || !separator) return unknown('a list that is not known is joined', call.receiver?.hint);
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
};

const changeRule =
  (change: (text: string, call: Call) => string): Rule =>
  (call) =>
    call.receiver ? mapTexts(call.receiver, (text) => change(text, call)) : NOTHING;

const replaceRule = changeRule((text, call) => {
  const [from, to] = [stringOf(call.args[0]), stringOf(call.args[1])];
  return from === undefined || to === undefined ? text : text.replaceAll(from, to);
});

const splitRule: Rule = (call) => {
  const text = stringOf(call.receiver);
  const separator = stringOf(call.args[0]);
  if (text === undefined) return unknown('a part of an unknown text');
  return listOf(text.split(separator ?? /\s+/).map((part) => constant(part)));
};

function directoryOf(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  if (cut < 0) return '';
  return cut === 0 ? '/' : path.slice(0, cut);
}

function baseOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}

const pathRule =
  (change: (path: string) => string): Rule =>
  (call) => {
    const path = call.receiver?.texts ? call.receiver : call.args[0];
    return path ? mapTexts(path, change) : NOTHING;
  };

const sameRule: Rule = (call) => call.args[0] ?? call.receiver ?? NOTHING;
const joinPathRule: Rule = (call) => (call.args.length > 0 ? joinPaths(call.args) : constant(''));
const joinOntoRule: Rule = (call) => joinPaths([...(call.receiver ? [call.receiver] : []), ...call.args]);
const hereRule: Rule = () => constant('');

const globRule: Rule = (call) => {
  const pattern = joinPaths([...(call.receiver?.texts ? [call.receiver] : []), ...call.args.slice(0, 1)]);
  return { ...listOf([pattern]), flow: flowOf(pattern) };
};

const listFolderRule: Rule = (call) => {
  const folder = call.receiver?.texts ? call.receiver : call.args[0];
  return folder ? listOf([joinPaths([folder, constant('*')])]) : NOTHING;
};

const zipRule: Rule = (call) => {
  const length = Math.min(...call.args.map((list) => list.items?.length ?? 0), 64);
  const rows = Array.from({ length: Number.isFinite(length) ? length : 0 }, (_each, index) =>
    listOf(call.args.map((list) => list.items?.[index] ?? NOTHING)),
  );
  return rows.length > 0 ? listOf(rows) : unknown('lists that are not known');
};

const enumerateRule: Rule = (call) => {
  const items = call.args[0]?.items;
  return items
    ? listOf(items.map((item, index) => listOf([constant(index), item])))
    : (call.args[0] ?? NOTHING);
};

const itemsRule: Rule = (call) =>
  listOf([...(call.receiver?.fields ?? [])].map(([key, value]) => listOf([constant(key), value])));
const valuesRule: Rule = (call) => listOf([...(call.receiver?.fields?.values() ?? [])]);
const keysRule: Rule = (call) =>
  listOf([...(call.receiver?.fields?.keys() ?? [])].map((key) => constant(key)));

const getRule: Rule = (call) => {
  const fields = call.receiver?.fields;
  const keys = stringsOf(call.args[0]);
  const found = keys.flatMap((key) => fields?.get(key) ?? []);
  return found[0] ?? argument(call, 1, 'default') ?? unknown('a key that is not known', keys[0]);
};

const stringRule: Rule = (call) => {
  const [value] = call.args;
  if (!value?.texts) return value ?? NOTHING;
  return { ...value, texts: textsOrHole(value).map((text): Text => ({ ...text, value: spell(text.value) })) };
};

const dictRule: Rule = (call) => ({
  flow: flowOf(call.args[0] ?? NOTHING),
  fields: new Map([...(call.args[0]?.fields ?? []), ...call.named]),
});

const OPEN_PATHS = [
  'os.path.abspath',
  'os.path.realpath',
  'os.path.expanduser',
  'os.path.expandvars',
  'os.path.normpath',
  'os.fspath',
];
const PATHS = [
  'pathlib.Path',
  'pathlib.PurePath',
  'pathlib.PosixPath',
  'upath.UPath',
  'cloudpathlib.CloudPath',
  'cloudpathlib.S3Path',
];

/** Built-ins, texts, paths and dictionaries. */
export const texts: Library = {
  name: 'texts',
  functions: {
    'os.path.join': joinPathRule,
    'os.path.dirname': pathRule(directoryOf),
    'os.path.basename': pathRule(baseOf),
    'os.getcwd': hereRule,
    'pathlib.Path.cwd': hereRule,
    'os.listdir': listFolderRule,
    'glob.glob': globRule,
    'glob.iglob': globRule,
    ...Object.fromEntries(OPEN_PATHS.map((name) => [name, sameRule])),
    ...Object.fromEntries(PATHS.map((name) => [name, joinPathRule])),
    str: stringRule,
    list: sameRule,
    tuple: sameRule,
    sorted: sameRule,
    set: sameRule,
    reversed: sameRule,
    zip: zipRule,
    enumerate: enumerateRule,
    dict: dictRule,
    'collections.OrderedDict': dictRule,
    'types.SimpleNamespace': dictRule,
  },
  methods: {
    'text.format': formatRule,
    'text.join': joinRule,
    'text.joinpath': joinOntoRule,
    'text.replace': replaceRule,
    'text.split': splitRule,
    'text.strip': changeRule((text) => text.trim()),
    'text.rstrip': changeRule((text, call) =>
      stringOf(call.args[0]) === '/' ? text.replace(/\/+$/, '') : text.trimEnd(),
    ),
    'text.lstrip': changeRule((text) => text.trimStart()),
    'text.lower': changeRule((text) => text.toLowerCase()),
    'text.upper': changeRule((text) => text.toUpperCase()),
    'text.encode': changeRule((text) => text),
    'text.resolve': changeRule((text) => text),
    'text.absolute': changeRule((text) => text),
    'text.expanduser': changeRule((text) => text),
    'text.as_posix': changeRule((text) => text),
    'text.with_suffix': changeRule(
      (text, call) => text.replace(/\.[^./]*$/, '') + (stringOf(call.args[0]) ?? ''),
    ),
    'text.glob': globRule,
    'text.rglob': globRule,
    'text.iterdir': listFolderRule,
    'fields.items': itemsRule,
    'fields.values': valuesRule,
    'fields.keys': keysRule,
    'fields.get': getRule,
  },
};

/** Members of a path that are not called. */
export const PATH_MEMBERS: Readonly<Record<string, (path: string) => string>> = {
  parent: directoryOf,
  name: baseOf,
  stem: (path) => baseOf(path).replace(/\.[^.]*$/, ''),
};
