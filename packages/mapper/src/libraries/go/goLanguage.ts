import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { concatenate, elementOf, joinPaths, mapTexts, stringOf, stringsOf } from '../../values/texts.js';
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
const selfRule: Rule = (call) => call.receiver ?? NOTHING;

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

function isHole(text: Text): boolean {
  return /^\{[^{}]*\}$/.test(spell(text.value));
}

function environment(machine: Machine, name: string): Value {
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const why = `environment variable ${name} has no value in the repository`;
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
}

const environmentRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  return name === undefined ? NOTHING : environment(machine, name);
};

/** `env:"NAME" envDefault:"value"`: how packages fill a struct from the environment. */
const tagRule: Rule = (call, machine) => {
  const [field = '', tag = ''] = [stringsOf(call.args[0])[0], stringsOf(call.args[1])[0]];
  const part = (name: string): string | undefined => new RegExp(`\\b${name}:"([^"]*)"`).exec(tag)?.[1];
  const name = part('env')?.split(',')[0] || part('envconfig');
  const fallback = part('envDefault') ?? part('default') ?? part('env-default');
  const given = name === undefined ? undefined : machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  return fallback === undefined ? environment(machine, name || field) : constant(fallback, 'inferred');
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

/** Default of an option, unless the command line gives another. */
function option(machine: Machine, name: string, fallback: Value | undefined): Value {
  const words = machine.commandLine ?? [];
  for (const [index, word] of words.entries()) {
    const [, key, value] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (key === name) return constant(value ?? words[index + 1] ?? 'true', 'inferred');
  }
  const empty = fallback?.texts?.every((text) => text.value === '' || isHole(text)) ?? true;
  if (fallback && !empty)
    return {
      ...fallback,
      texts: (fallback.texts ?? []).map((text) => ({
        ...text,
        confidence: text.confidence === 'exact' ? 'inferred' : text.confidence,
      })),
    };
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `command-line option ${name} has no value`,
    hint: name,
  };
}

const optionRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  return name === undefined ? NOTHING : option(machine, name, call.args[1]);
};
/** pflag's forms with a letter: the default comes third. */
const letterOptionRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  return name === undefined ? NOTHING : option(machine, name, call.args[2]);
};

/** `os.Args[1]`: the program itself is word 0. */
const argumentRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position - 1] : undefined;
  if (word !== undefined) return constant(word, 'inferred');
  const name = `argv${typeof position === 'number' ? position : ''}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

/** `flag.Arg(0)`: words that are no options. */
const wordRule: Rule = (call, machine) => {
  const position = Number(call.args[0]?.texts?.[0]?.value ?? 0);
  const words = (machine.commandLine ?? []).filter((word) => !word.startsWith('-'));
  const word = words[position];
  if (word !== undefined) return constant(word, 'inferred');
  const name = `argv${position + 1}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

const SETTINGS = [
  'config.yaml',
  'config.yml',
  'config.json',
  'config.toml',
  'config/config.yaml',
  'configs/config.yaml',
  '.env',
];

/** `viper.GetString("a.b")`: what was set, a file of settings, or the environment. */
const viperRule: Rule = (call, machine) => {
  const [key] = stringsOf(call.args[0]);
  if (key === undefined) return NOTHING;
  const given = machine.environment(key.replace(/[.-]/g, '_').toUpperCase());
  if (given !== undefined) return constant(given, 'inferred');
  for (const file of SETTINGS) {
    const found = key
      .split('.')
      .reduce<Value | undefined>((value, part) => value?.fields?.get(part), machine.config(file));
    if (found?.texts) return found;
  }
  const known = machine.memory('go.viper', 'repository').fields.get(key);
  return known ?? environment(machine, key.split('.').at(-1) ?? key);
};
const viperDefaultRule: Rule = (call, machine) => {
  const [key] = stringsOf(call.args[0]);
  const [, value] = call.args;
  if (key !== undefined && value) machine.memory('go.viper', 'repository').fields.set(key, value);
  return NOTHING;
};

const FLAGS = [
  'String',
  'Bool',
  'Int',
  'Int64',
  'Uint',
  'Float64',
  'Duration',
  'StringSlice',
  'StringArray',
  'IntSlice',
];
const VIPER = ['GetString', 'Get', 'GetInt', 'GetStringSlice', 'GetBool', 'GetDuration'];

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
    'go.tag': tagRule,
    'go.argument': argumentRule,
    'go.empty': () => dictOf(new Map()),
    'os.Getenv': environmentRule,
    'os.LookupEnv': environmentRule,
    'os.ExpandEnv': firstRule,
    'syscall.Getenv': environmentRule,
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
    'context.TODO': () => NOTHING,
    'context.WithTimeout': () => NOTHING,
    'context.WithCancel': () => NOTHING,
    'flag.Arg': wordRule,
    'flag.Parse': () => NOTHING,
    ...Object.fromEntries(
      ['flag', 'github.com/spf13/pflag', 'github.com/urfave/cli'].flatMap((module) =>
        FLAGS.map((name) => [`${module}.${name}`, optionRule]),
      ),
    ),
    ...Object.fromEntries(FLAGS.map((name) => [`github.com/spf13/pflag.${name}P`, letterOptionRule])),
    ...Object.fromEntries(VIPER.map((name) => [`github.com/spf13/viper.${name}`, viperRule])),
    'github.com/spf13/viper.SetDefault': viperDefaultRule,
    'github.com/spf13/viper.Set': viperDefaultRule,
  },
  methods: {
    ...Object.fromEntries(
      FLAGS.flatMap((name) => [
        [`*.Flags.${name}`, optionRule],
        [`*.Flags.${name}P`, letterOptionRule],
        [`*.PersistentFlags.${name}`, optionRule],
        [`*.PersistentFlags.${name}P`, letterOptionRule],
      ]),
    ),
    ...Object.fromEntries(VIPER.map((name) => [`github.com/spf13/viper.Viper.${name}`, viperRule])),
    '*.GetString': (call, machine) => {
      const [name] = stringsOf(call.args[0]);
      return name === undefined || (call.receiver && !isEmptyFlow(flowOf(call.receiver)))
        ? selfRule(call, machine)
        : viperRule(call, machine);
    },
  },
};
