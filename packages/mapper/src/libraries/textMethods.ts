import type { Call, Library, Rule } from '../interpreter/machine.js';
import { spell } from '../values/text.js';
import { concatenate, mapTexts, stringOf } from '../values/texts.js';
import { constant, listOf, NOTHING, unknown, type Value } from '../values/value.js';
import { cellsOf } from './arguments.js';

type Change = (text: string, call: Call) => string;

const changes =
  (change: Change): Rule =>
  (call) =>
    call.receiver ? mapTexts(call.receiver, (text) => change(text, call)) : NOTHING;

function numberAt(call: Call, position: number): number | undefined {
  const value = call.args[position]?.texts?.[0]?.value;
  return typeof value === 'number' ? value : undefined;
}

function charactersOf(call: Call): Set<string> {
  return new Set(stringOf(call.args[0]) ?? ' \t\r\n\f\v');
}

/** What `strip("/ ")` leaves: any of the characters goes, from the ends that are asked. */
const stripped =
  (left: boolean, right: boolean): Change =>
  (text, call) => {
    const gone = charactersOf(call);
    let [from, to] = [0, text.length];
    while (left && from < to && gone.has(text[from] ?? '')) from += 1;
    while (right && to > from && gone.has(text[to - 1] ?? '')) to -= 1;
    return text.slice(from, to);
  };

function split(text: string, separator: string | undefined, most: number, fromRight: boolean): string[] {
  const parts = separator === undefined ? text.trim().split(/\s+/) : text.split(separator);
  const extra = parts.length - 1 - most;
  if (extra <= 0) return parts;
  const between = separator ?? ' ';
  return fromRight
    ? [parts.slice(0, extra + 1).join(between), ...parts.slice(extra + 1)]
    : [...parts.slice(0, most), parts.slice(most).join(between)];
}

const splitRule =
  (fromRight: boolean): Rule =>
  (call) => {
    const text = stringOf(call.receiver);
    if (text === undefined) return unknown('a part of an unknown text');
    const most = numberAt(call, 1) ?? Number.POSITIVE_INFINITY;
    const separator = stringOf(call.args[0] ?? call.named.get('sep'));
    return listOf(
      split(text, separator, most < 0 ? Number.POSITIVE_INFINITY : most, fromRight).map((part) =>
        constant(part),
      ),
    );
  };

const partitionRule =
  (fromRight: boolean): Rule =>
  (call) => {
    const [text, separator] = [stringOf(call.receiver), stringOf(call.args[0])];
    if (text === undefined || separator === undefined) return unknown('a part of an unknown text');
    const cut = fromRight ? text.lastIndexOf(separator) : text.indexOf(separator);
    const parts =
      cut >= 0
        ? [text.slice(0, cut), separator, text.slice(cut + separator.length)]
        : fromRight
          ? ['', '', text]
          : [text, '', ''];
    return listOf(parts.map((part) => constant(part)));
  };

const padded: Change = (text, call) => {
  const width = numberAt(call, 0) ?? 0;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
};

const titled: Change = (text) =>
  text.toLowerCase().replace(/\p{L}+/gu, (word) => (word[0] ?? '').toUpperCase() + word.slice(1));

const withoutPrefix: Change = (text, call) => {
  const prefix = stringOf(call.args[0]) ?? '';
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
};

const withoutSuffix: Change = (text, call) => {
  const suffix = stringOf(call.args[0]) ?? '';
  return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
};

/** Fills `$name` and `${name}`, or `{name}`, from a dictionary and from named arguments. */
function filled(template: string, field: RegExp, value: (name: string) => Value | undefined): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const match of template.matchAll(field)) {
    const name = match[1] ?? match[2] ?? '';
    parts.push(constant(template.slice(from, match.index)));
    parts.push(value(name) ?? unknown('a field that is not given', name));
    from = match.index + match[0].length;
  }
  parts.push(constant(template.slice(from)));
  return concatenate(parts);
}

const formatMapRule: Rule = (call) => {
  const template = stringOf(call.receiver);
  if (template === undefined) return call.receiver ?? NOTHING;
  return filled(template, /\{(\w+)[^{}]*\}/g, (name) => call.args[0]?.fields?.get(name));
};

const templateRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'string.Template', call.args[0]?.flow ?? NOTHING.flow);
  const [template] = call.args;
  if (template) cell.fields.set('template', template);
  return value;
};

const substituteRule: Rule = (call) => {
  const templates = cellsOf(call.receiver).flatMap((cell) => stringOf(cell.fields.get('template')) ?? []);
  const [template] = templates;
  if (template === undefined) return unknown('a text made of an unknown template');
  return filled(
    template,
    /\$(?:\{(\w+)\}|(\w+))/g,
    (name) => call.named.get(name) ?? call.args[0]?.fields?.get(name),
  );
};

/** Common leading white space of all lines goes. */
function dedented(text: string): string {
  const indents = text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [/^\s*/.exec(line)?.[0].length ?? 0]));
  const indent = Math.min(...indents);
  return Number.isFinite(indent)
    ? text
        .split('\n')
        .map((line) => line.slice(Math.min(indent, line.length)))
        .join('\n')
    : text;
}

const dedentRule: Rule = (call) => (call.args[0] ? mapTexts(call.args[0], dedented) : NOTHING);

const splitExtensionRule: Rule = (call) => {
  const path = call.args[0];
  if (!path?.texts) return unknown('a part of an unknown path');
  const cut = (text: string): number => {
    const dot = text.lastIndexOf('.');
    return dot > text.lastIndexOf('/') + 1 ? dot : text.length;
  };
  return listOf([
    mapTexts(path, (text) => text.slice(0, cut(text))),
    mapTexts(path, (text) => text.slice(cut(text))),
  ]);
};

const splitPathRule: Rule = (call) => {
  const path = call.args[0];
  if (!path?.texts) return unknown('a part of an unknown path');
  return listOf([
    mapTexts(path, (text) => text.slice(0, Math.max(0, text.lastIndexOf('/')))),
    mapTexts(path, (text) => text.slice(text.lastIndexOf('/') + 1)),
  ]);
};

const withName: Change = (text, call) =>
  `${text.slice(0, text.lastIndexOf('/') + 1)}${spell(call.args[0]?.texts?.[0]?.value ?? '')}`;
const withStem: Change = (text, call) => withName(text, call) + (/\.[^./]*$/.exec(text)?.[0] ?? '');

/** Methods of texts and paths that change them in a known way. */
export const textMethods: Library = {
  name: 'textMethods',
  touchesData: false,
  functions: {
    'string.Template': templateRule,
    'textwrap.dedent': dedentRule,
    'inspect.cleandoc': dedentRule,
    'os.path.splitext': splitExtensionRule,
    'os.path.split': splitPathRule,
  },
  methods: {
    'text.strip': changes(stripped(true, true)),
    'text.lstrip': changes(stripped(true, false)),
    'text.rstrip': changes(stripped(false, true)),
    'text.split': splitRule(false),
    'text.rsplit': splitRule(true),
    'text.splitlines': (call) =>
      listOf((stringOf(call.receiver) ?? '').split(/\r?\n/).map((line) => constant(line))),
    'text.partition': partitionRule(false),
    'text.rpartition': partitionRule(true),
    'text.zfill': changes(padded),
    'text.title': changes(titled),
    'text.capitalize': changes((text) => (text[0] ?? '').toUpperCase() + text.slice(1).toLowerCase()),
    'text.casefold': changes((text) => text.toLowerCase()),
    'text.removeprefix': changes(withoutPrefix),
    'text.removesuffix': changes(withoutSuffix),
    'text.format_map': formatMapRule,
    'text.with_name': changes(withName),
    'text.with_stem': changes(withStem),
    'string.Template.substitute': substituteRule,
    'string.Template.safe_substitute': substituteRule,
  },
};
