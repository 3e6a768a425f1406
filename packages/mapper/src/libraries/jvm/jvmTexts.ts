import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { concatenate, joinPaths, mapTexts, stringOf } from '../../values/texts.js';
import { constant, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { firstRule, JVM, selfRule, textOf, under } from './jvmValues.js';

const DIRECTIVE = /%(?:(\d+)\$)?[-#+ 0,(]*\d*(?:\.\d+)?([a-zA-Z%])/g;

function filled(format: string, values: readonly Value[]): Value {
  const parts: Value[] = [];
  let [from, next] = [0, 0];
  for (const match of format.matchAll(DIRECTIVE)) {
    parts.push(constant(format.slice(from, match.index)));
    from = match.index + match[0].length;
    if (match[2] === '%' || match[2] === 'n') parts.push(constant(match[2] === 'n' ? '\n' : '%'));
    else {
      const at = match[1] === undefined ? next++ : Number(match[1]) - 1;
      parts.push(values[at] ?? unknown('a value that is not given', 'value'));
    }
  }
  return concatenate([...parts, constant(format.slice(from))]);
}

/** `String.format(format, …)`, `format.formatted(…)`, `format.format(…)`. */
const formatRule: Rule = (call) => {
  const own = stringOf(call.receiver);
  const format = own ?? textOf(call.args[0]);
  const values = own === undefined ? call.args.slice(1) : call.args;
  return format === undefined ? unknown('a format that is not known') : filled(format, values);
};

const change =
  (apply: (text: string, call: Call) => string): Rule =>
  (call) =>
    call.receiver ? mapTexts(call.receiver, (text) => apply(text, call)) : NOTHING;

const replaceRule = change((text, call) => {
  const [from, to] = [stringOf(call.args[0]), stringOf(call.args[1])];
  if (from === undefined || to === undefined) return text;
  const plain = /^(replaceAll|replaceFirst)$/.test(call.name) ? from.replace(/\\([.$])/g, '$1') : from;
  return text.replaceAll(plain, to);
});

const splitRule: Rule = (call) => {
  const text = stringOf(call.receiver);
  const separator = stringOf(call.args[0]);
  if (text === undefined || separator === undefined) return unknown('a part of an unknown text');
  return listOf(text.split(separator.replace(/\\(.)/g, '$1')).map((part) => constant(part)));
};

const substringRule = change((text, call) => {
  const [from, to] = call.args.map((each) => Number(each.texts?.[0]?.value ?? Number.NaN));
  return Number.isNaN(from) ? text : text.slice(from, to === undefined || Number.isNaN(to) ? undefined : to);
});

/** `Paths.get(a, b)`, `new File(folder, name)`, `new Path(folder, name)`, `path.resolve(name)`. */
const pathRule: Rule = (call) => {
  const parts = call.args.flatMap((each) => each.items ?? [each]);
  return parts.length === 0 ? unknown('a path') : joinPaths(parts);
};

const resolveRule: Rule = (call) => joinPaths([...(call.receiver ? [call.receiver] : []), ...call.args]);

const parentRule = change((text) => text.replace(/\/+$/, '').split('/').slice(0, -1).join('/') || '/');
const nameRule = change((text) => text.replace(/\/+$/, '').split('/').at(-1) ?? text);

const joinRule: Rule = (call) => {
  const [separator, ...rest] = call.args;
  const parts = rest.length === 1 && rest[0]?.items ? rest[0].items : rest;
  if (!separator) return unknown('a joined text');
  return concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
};

/** `list.mkString(", ")`, `collect(Collectors.joining(", "))`. */
const mkStringRule: Rule = (call) => {
  const items = call.receiver?.items;
  if (!items) return call.receiver ?? NOTHING;
  const all =
    call.args.length >= 3 ? [call.args[0], call.args[1], call.args[2]] : [undefined, call.args[0], undefined];
  const separator = all[1] ?? constant('');
  const joined = items.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
  return concatenate([...(all[0] ? [all[0]] : []), ...joined, ...(all[2] ? [all[2]] : [])]);
};

const appendRule: Rule = (call) => {
  const parts = [call.receiver, call.args[0]].filter((each) => each !== undefined);
  return parts.every((part) => part.texts || part.hint !== undefined)
    ? concatenate(parts)
    : (call.receiver ?? NOTHING);
};

const builderRule: Rule = (call) => call.args[0] ?? constant('');

const SAME = [
  ...[
    'toString',
    'toURI',
    'toURL',
    'toFile',
    'toPath',
    'toAbsolutePath',
    'normalize',
    'getAbsolutePath',
    'getPath',
    'strip',
    'intern',
  ],
  ...[
    'trim',
    'getCanonicalPath',
    'toUri',
    'getBytes',
    'asString',
    'stripTrailing',
    'stripLeading',
    'name',
    'get',
    'r',
    'toExternalForm',
    'indent',
  ],
];
const PATHS = [
  '*.Paths.get',
  '*.Path.of',
  '*.File',
  '*.Path',
  '*.URI',
  '*.URL',
  '*.URI.create',
  '*.hadoop.fs.Path',
  '*.FileInputStream',
  '*.FileReader',
];
const WRAPPED = [
  '*.String.valueOf',
  '*.Objects.requireNonNull',
  '*.Optional.of',
  '*.Optional.ofNullable',
  '*.String',
  '*.Preconditions.checkNotNull',
];

/** Texts and paths of Java and Scala. */
export const jvmTexts: Library = {
  name: 'jvmTexts',
  languages: JVM,
  functions: {},
  methods: {
    '*.String.format': formatRule,
    '*.MessageFormat.format': formatRule,
    'text.format': formatRule,
    'text.formatted': formatRule,
    ...under(
      SAME.map((name) => `text.${name}`),
      selfRule,
    ),
    ...under(PATHS.slice(0, 8), pathRule),
    ...under(WRAPPED, firstRule),
    '*.String.join': joinRule,
    '*.mkString': mkStringRule,
    'text.mkString': selfRule,
    'text.stripMargin': change((text) => text.replace(/^[ \t]*\|/gm, '')),
    'text.stripIndent': change((text) => text),
    'text.stripSuffix': change((text, call) =>
      text.endsWith(stringOf(call.args[0]) ?? '\0')
        ? text.slice(0, -(stringOf(call.args[0]) ?? '').length)
        : text,
    ),
    'text.stripPrefix': change((text, call) =>
      text.startsWith(stringOf(call.args[0]) ?? '\0')
        ? text.slice((stringOf(call.args[0]) ?? '').length)
        : text,
    ),
    'text.replace': replaceRule,
    'text.replaceAll': replaceRule,
    'text.replaceFirst': replaceRule,
    'text.toLowerCase': change((text) => text.toLowerCase()),
    'text.toUpperCase': change((text) => text.toUpperCase()),
    'text.concat': resolveConcat,
    'text.split': splitRule,
    'text.substring': substringRule,
    'text.resolve': resolveRule,
    'text.suffix': resolveRule,
    'text.getParent': parentRule,
    'text.getParentFile': parentRule,
    'text.getName': nameRule,
    'text.getFileName': nameRule,
    '*.StringBuilder': builderRule,
    '*.StringBuffer': builderRule,
    'text.append': appendRule,
  },
};

function resolveConcat(call: Call): Value {
  return concatenate([...(call.receiver ? [call.receiver] : []), ...call.args]);
}
