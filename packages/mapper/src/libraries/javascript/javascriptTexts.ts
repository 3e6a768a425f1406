import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { concatenate, elementOf, joinPaths, mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, joinAll, listOf, NOTHING, type Value } from '../../values/value.js';
import { callFlow } from '../arguments.js';

const MAXIMUM_ITEMS = 64;

const selfRule: Rule = (call) => call.receiver ?? NOTHING;
const firstRule: Rule = (call) => call.args[0] ?? NOTHING;

function callEach(call: Call, machine: Machine): Value[] {
  const [callback] = call.args;
  const { receiver } = call;
  if (!callback || !receiver) return [];
  const items = receiver.items ? receiver.items.slice(0, MAXIMUM_ITEMS) : [elementOf(receiver)];
  return items.map((item, index) => machine.call(callback, [item, constant(index)], call));
}

/** `list.map(f)`: the answers, and the data of the list where nothing more is known. */
const mapRule: Rule = (call, machine) => {
  const results = callEach(call, machine);
  const flow = results.map((each) => flowOf(each)).reduce(joinFlows, NO_FLOW);
  if (call.receiver?.items)
    return listOf(call.name.endsWith('flatMap') ? results.flatMap((each) => each.items ?? [each]) : results);
  return isEmptyFlow(flow) ? carrying(callFlow({ ...call, args: [] })) : { flow, why: 'computed from data' };
};

/** `list.filter(f)`, `list.forEach(f)`: the list, after the function ran. */
const eachRule: Rule = (call, machine) => {
  callEach(call, machine);
  return call.receiver ?? NOTHING;
};

const reduceRule: Rule = (call, machine) => {
  const [callback, start] = call.args;
  const { receiver } = call;
  if (!callback || !receiver) return NOTHING;
  const items = receiver.items?.slice(0, MAXIMUM_ITEMS) ?? [elementOf(receiver)];
  let result = start ?? items[0] ?? NOTHING;
  for (const item of start ? items : items.slice(1)) result = machine.call(callback, [result, item], call);
  return result;
};

const joinRule: Rule = (call) => {
  const items = call.receiver?.items;
  const separator = call.args[0] ?? constant(',');
  if (!items) return carrying(callFlow(call));
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
};

const concatRule: Rule = (call) => {
  const { receiver } = call;
  if (receiver?.items)
    return listOf([...receiver.items, ...call.args.flatMap((each) => each.items ?? [each])]);
  return receiver?.texts ? concatenate([receiver, ...call.args]) : carrying(callFlow(call));
};

const changeRule =
  (change: (text: string, call: Call) => string): Rule =>
  (call) => {
    if (!call.receiver?.texts) return call.receiver ?? NOTHING;
    return mapTexts(call.receiver, (text) => change(text, call));
  };

const replaceRule = changeRule((text, call) => {
  const [from, to] = [stringOf(call.args[0]), stringOf(call.args[1])];
  if (from === undefined || to === undefined) return text;
  return call.name.endsWith('All') ? text.replaceAll(from, to) : text.replace(from, () => to);
});

const splitRule: Rule = (call) => {
  const text = stringOf(call.receiver);
  const separator = stringOf(call.args[0]);
  if (text === undefined || separator === undefined) return carrying(callFlow(call));
  return listOf(
    text
      .split(separator)
      .slice(0, MAXIMUM_ITEMS)
      .map((part) => constant(part)),
  );
};

const sliceRule: Rule = (call) => {
  const [from, to] = call.args.map((each) => each.texts?.[0]?.value);
  const range = [from, to].map((each) => (typeof each === 'number' ? each : undefined));
  const { receiver } = call;
  if (receiver?.items) return listOf(receiver.items.slice(range[0], range[1]));
  if (receiver?.texts && (range[0] !== undefined || call.args.length === 0))
    return mapTexts(receiver, (text) => text.slice(range[0], range[1]));
  return receiver?.texts ? { flow: receiver.flow, why: 'a part of a text' } : (receiver ?? NOTHING);
};

const joinPathsRule: Rule = (call) => {
  const parts = call.args.filter((each) => !each.texts?.every((text) => text.value === ''));
  return parts.length > 0 ? joinPaths(parts) : constant('');
};

function folderOf(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut) || '/';
}

const pathRule =
  (change: (path: string, call: Call) => string): Rule =>
  (call) => {
    const [path] = call.args;
    return path ? mapTexts(path, (text) => change(text, call)) : NOTHING;
  };

const baseNameRule = pathRule((path, call) => {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? path;
  const ending = stringOf(call.args[1]) ?? '';
  return ending !== '' && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
});

const entriesRule: Rule = (call) =>
  listOf([...(call.args[0]?.fields ?? [])].map(([key, value]) => listOf([constant(key), value])));
const keysRule: Rule = (call) =>
  listOf([...(call.args[0]?.fields?.keys() ?? [])].map((key) => constant(key)));
const valuesRule: Rule = (call) => {
  const [value] = call.args;
  return value?.fields ? listOf([...value.fields.values()]) : (value ?? NOTHING);
};

/** `Object.assign(target, …more)`. */
const assignRule: Rule = (call) => ({
  fields: new Map(call.args.flatMap((each) => [...(each.fields ?? [])])),
  flow: callFlow({ ...call, args: call.args.filter((each) => !each.fields) }),
});

const allRule: Rule = (call) => call.args[0] ?? NOTHING;
const textRule: Rule = (call) => {
  const [value] = call.args;
  if (!value?.texts) return value ?? NOTHING;
  return { ...value, texts: value.texts.map((text): Text => ({ ...text, value: spell(text.value) })) };
};

/** `util.format('%s', value)`. */
const formatRule: Rule = (call) => {
  const [format, ...values] = call.args;
  const written = stringOf(format);
  if (written === undefined) return format ?? NOTHING;
  let next = 0;
  const parts = written.split(/(%[sdifjoO])/).map((part) => {
    if (!/^%[sdifjoO]$/.test(part)) return constant(part);
    next += 1;
    return values[next - 1] ?? constant('');
  });
  return concatenate(parts);
};

/** A URL of a path and its base. */
const urlRule: Rule = (call) => {
  const [path, base] = call.args;
  if (!path) return NOTHING;
  const [origin] = stringsOf(base);
  if (origin === undefined) return path;
  return mapTexts(path, (text) => {
    try {
      return origin.includes('://')
        ? new URL(text, origin).href
        : `${folderOf(origin)}/${text}`.replace(/^\//, '');
    } catch {
      return text;
    }
  });
};

const promiseRule: Rule = (call, machine) => {
  const [executor] = call.args;
  const { cell, value } = machine.instance(call, 'js.Promise', NO_FLOW);
  if (!executor) return value;
  const settle: Value = { references: [{ kind: 'external', name: 'js.resolve' }], flow: NO_FLOW };
  const returned = machine.call(executor, [settle, NOTHING], call);
  const known = cell.fields.get('result');
  return joinAll([...(known ? [known] : []), carrying(joinFlows(flowOf(returned), callFlow(call)))]);
};

const forEachNames = ['forEach', 'filter', 'find', 'some', 'every', 'findLast', 'sort', 'toSorted'];
const same = [
  'reverse',
  'flat',
  'toString',
  'valueOf',
  'promise',
  'lean',
  'exec',
  'unref',
  'asIterable',
  'toReversed',
  'trim',
  'trimEnd',
  'trimStart',
];

/** What the language itself does with texts, lists and objects. */
export const javascriptTexts: Library = {
  name: 'javascriptTexts',
  languages: ['javascript'],
  functions: {
    'path.join': joinPathsRule,
    'path.posix.join': joinPathsRule,
    'path.resolve': joinPathsRule,
    'path.dirname': pathRule(folderOf),
    'path.basename': baseNameRule,
    'path.normalize': firstRule,
    'path.extname': pathRule((path) => /\.\w+$/.exec(path)?.[0] ?? ''),
    'url.fileURLToPath': firstRule,
    'url.pathToFileURL': firstRule,
    'util.format': formatRule,
    'util.promisify': firstRule,
    'process.cwd': () => constant(''),
    'Object.entries': entriesRule,
    'Object.keys': keysRule,
    'Object.values': valuesRule,
    'Object.assign': assignRule,
    'Object.freeze': firstRule,
    'Object.fromEntries': firstRule,
    'Promise.all': allRule,
    'Promise.allSettled': allRule,
    'Promise.resolve': allRule,
    'Promise.race': allRule,
    Promise: promiseRule,
    'Array.from': firstRule,
    'JSON.parse': firstRule,
    'JSON.stringify': (call) => carrying(callFlow(call)),
    structuredClone: firstRule,
    'Buffer.from': firstRule,
    String: textRule,
    encodeURIComponent: firstRule,
    encodeURI: firstRule,
    URL: urlRule,
    'url.URL': urlRule,
    Symbol: () => NOTHING,
    'console.log': () => NOTHING,
    'console.error': () => NOTHING,
  },
  methods: {
    '*.map': mapRule,
    '*.flatMap': mapRule,
    ...Object.fromEntries(forEachNames.map((name) => [`*.${name}`, eachRule])),
    '*.reduce': reduceRule,
    '*.join': joinRule,
    '*.concat': concatRule,
    '*.slice': sliceRule,
    '*.substring': sliceRule,
    'text.split': splitRule,
    'text.replace': replaceRule,
    'text.replaceAll': replaceRule,
    'text.toLowerCase': changeRule((text) => text.toLowerCase()),
    'text.toUpperCase': changeRule((text) => text.toUpperCase()),
    'text.trim': changeRule((text) => text.trim()),
    'text.toString': selfRule,
    'text.concat': concatRule,
    ...Object.fromEntries(same.map((name) => [`*.${name}`, selfRule])),
  },
};
