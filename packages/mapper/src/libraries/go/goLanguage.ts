import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate, elementOf, joinPaths, mapTexts, stringOf } from '../../values/texts.js';
import {
  carrying,
  constant,
  dictOf,
  flowOf,
  listOf,
  NOTHING,
  unknown,
  type Value,
} from '../../values/value.js';
import { callFlow, cellsOf } from '../arguments.js';

const MAXIMUM_ITEMS = 64;

const firstRule: Rule = (call) => call.args[0] ?? NOTHING;

/** One of the results of a call: the value comes first, the error last. */
const resultRule: Rule = (call) => {
  const [results, position] = call.args;
  const at = Number(position?.texts?.[0]?.value ?? 0);
  if (results?.items) return results.items[at] ?? NOTHING;
  return at === 0 ? (results ?? NOTHING) : NOTHING;
};

/** A variable after a call wrote into it. */
const filledRule: Rule = (call) => {
  const [target, result] = call.args;
  if (!target || !result) return target ?? result ?? NOTHING;
  if (!target.references && !target.texts && !target.items && !target.fields)
    return { ...result, flow: joinFlows(target.flow, flowOf(result)) };
  return { ...target, flow: joinFlows(target.flow, flowOf(result)) };
};

/** `Type{…}`: an object with its fields; of a library's type, too. */
const structRule: Rule = (call, machine) => {
  const [type, fields] = call.args;
  const made = type ? machine.call(type, [], call) : NOTHING;
  const cells = cellsOf(made);
  for (const cell of cells) for (const [name, value] of fields?.fields ?? []) cell.fields.set(name, value);
  return cells.length > 0
    ? { ...made, flow: fields ? joinFlows(made.flow, flowOf(fields)) : made.flow }
    : (fields ?? NOTHING);
};

/** What is known of a value by its type alone. */
const typedRule: Rule = (call, machine) => {
  const [type] = call.args;
  for (const reference of type?.references ?? []) {
    if (reference.kind === 'external') return machine.instance(call, reference.name, NO_FLOW).value;
    if (reference.kind === 'class') return machine.call(type ?? NOTHING, [], call);
  }
  return unknown('a value that is known by its type only');
};

const rangeRule: Rule = (call) => {
  const [over] = call.args;
  if (!over) return NOTHING;
  if (over.items)
    return listOf(over.items.slice(0, MAXIMUM_ITEMS).map((item, index) => listOf([constant(index), item])));
  if (over.fields) return listOf([...over.fields].map(([key, value]) => listOf([constant(key), value])));
  const item = elementOf(over);
  return listOf([listOf([unknown('a key of an unknown map', 'key'), over.references ? over : item])]);
};

const appendRule: Rule = (call) => {
  const [list, ...more] = call.args;
  const items = [...(list?.items ?? []), ...more.flatMap((each) => each.items ?? [each])].slice(
    0,
    MAXIMUM_ITEMS,
  );
  const flow = list ? list.flow : NO_FLOW;
  return list?.references ? { ...list, flow: joinFlows(flow, callFlow(call)) } : { ...listOf(items), flow };
};

/** `fmt.Sprintf("%s/%d", a, b)`. */
function formatted(call: Call, from: number): Value {
  const format = stringOf(call.args[from]);
  const values = call.args.slice(from + 1);
  if (format === undefined) return carrying(callFlow(call));
  let next = 0;
  const parts = format.split(/(%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%])/).map((part) => {
    if (part === '%%') return constant('%');
    if (!/^%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]$/.test(part)) return constant(part);
    next += 1;
    const value = values[next - 1] ?? unknown('a value that is not given', 'value');
    const width = /^%0(\d+)d$/.exec(part)?.[1];
    return width === undefined ? value : mapTexts(value, (text) => text.padStart(Number(width), '0'));
  });
  return concatenate(parts);
}

const joinPathsRule: Rule = (call) => {
  const parts = call.args
    .flatMap((each) => each.items ?? [each])
    .filter((each) => !each.texts?.every((text) => text.value === ''));
  return parts.length > 0 ? joinPaths(parts) : constant('');
};

const joinTextsRule: Rule = (call) => {
  const [list, separator] = call.args;
  const items = list?.items;
  if (!items || !separator) return carrying(callFlow(call));
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
};

const changeRule =
  (change: (text: string, ...given: string[]) => string): Rule =>
  (call) => {
    const [value, ...more] = call.args;
    const given = more.map((each) => stringOf(each) ?? '');
    return value ? mapTexts(value, (text) => change(text, ...given)) : NOTHING;
  };

const splitRule: Rule = (call) => {
  const [text, separator] = [stringOf(call.args[0]), stringOf(call.args[1])];
  if (text === undefined || separator === undefined) return carrying(callFlow(call));
  return listOf(
    text
      .split(separator)
      .slice(0, MAXIMUM_ITEMS)
      .map((part) => constant(part)),
  );
};

/** What the language and its standard library do with texts, options and structs. */
export const goLanguage: Library = {
  name: 'goLanguage',
  languages: ['go'],
  functions: {
    'go.result': resultRule,
    'go.filled': filledRule,
    'go.struct': structRule,
    'go.typed': typedRule,
    'go.range': rangeRule,
    'go.append': appendRule,
    'go.empty': () => dictOf(new Map()),
    'os.ExpandEnv': firstRule,
    'fmt.Sprintf': (call) => formatted(call, 0),
    'fmt.Sprint': (call) => concatenate(call.args),
    'fmt.Errorf': () => NOTHING,
    'errors.New': () => NOTHING,
    'path.Join': joinPathsRule,
    'path/filepath.Join': joinPathsRule,
    'path.Base': changeRule((path) => path.split('/').at(-1) ?? path),
    'path/filepath.Base': changeRule((path) => path.split('/').at(-1) ?? path),
    'path/filepath.Dir': changeRule((path) =>
      path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.',
    ),
    'path/filepath.Clean': firstRule,
    'path/filepath.Abs': firstRule,
    'path/filepath.Glob': (call) => listOf(call.args.slice(0, 1)),
    'strings.Join': joinTextsRule,
    'strings.Split': splitRule,
    'strings.Fields': (call) => carrying(callFlow(call)),
    'strings.ToLower': changeRule((text) => text.toLowerCase()),
    'strings.ToUpper': changeRule((text) => text.toUpperCase()),
    'strings.TrimSpace': changeRule((text) => text.trim()),
    'strings.TrimSuffix': changeRule((text, end = '') =>
      end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
    ),
    'strings.TrimPrefix': changeRule((text, start = '') =>
      text.startsWith(start) ? text.slice(start.length) : text,
    ),
    'strings.Replace': changeRule((text, from = '', to = '') =>
      from === '' ? text : text.replaceAll(from, to),
    ),
    'strings.ReplaceAll': changeRule((text, from = '', to = '') =>
      from === '' ? text : text.replaceAll(from, to),
    ),
    'strings.NewReader': firstRule,
    'bytes.NewReader': firstRule,
    'bytes.NewBuffer': firstRule,
    'bytes.NewBufferString': firstRule,
    'strconv.Itoa': firstRule,
    'net/url.Parse': firstRule,
    'net/url.PathEscape': firstRule,
    'net/url.QueryEscape': firstRule,
    'encoding/json.Marshal': (call) => carrying(callFlow(call)),
    'encoding/json.MarshalIndent': (call) => carrying(callFlow(call)),
    'encoding/json.Unmarshal': (call) => carrying(callFlow(call)),
    'context.Background': () => NOTHING,
    'context.WithTimeout': () => NOTHING,
    'context.WithCancel': () => NOTHING,
    'flag.Parse': () => NOTHING,
  },
  methods: {},
};
