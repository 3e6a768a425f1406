import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { constant, flowOf, join, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { cellsOf } from '../arguments.js';
import { entryOf } from './javascriptValues.js';

function isHole(text: Text): boolean {
  return /^\{[^{}]*\}$/.test(spell(text.value));
}

/** `process.env.NAME`. */
const environmentRule: Rule = (call, machine) => {
  const [name = ''] = stringsOf(call.args[0]);
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const why = `environment variable ${name} has no value in the repository`;
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
};

/** `value ?? fallback`, `value || fallback`, a parameter's or a pattern's default. */
const defaultRule: Rule = (call) => {
  const [value, fallback] = call.args;
  if (!value || !fallback) return value ?? fallback ?? NOTHING;
  const texts = value.texts ?? [];
  if (texts.length > 0 && texts.every((text) => isHole(text) || text.value === null || text.value === '')) {
    if (!fallback.texts) return fallback;
    return { ...fallback, texts: fallback.texts.map((text) => ({ ...text, confidence: weakened(text) })) };
  }
  if (texts.length > 0 || value.items || value.fields || !isEmptyFlow(flowOf(value))) return value;
  return value.references?.some((each) => each.kind !== 'external' && each.kind !== 'method')
    ? value
    : join(fallback, value);
};

function weakened(text: Text): Text['confidence'] {
  return text.confidence === 'exact' ? 'inferred' : text.confidence;
}

/** `process.argv[2]`: the runtime and the script are words 0 and 1. */
const wordRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position - 2] : undefined;
  if (word !== undefined) return constant(word, 'inferred');
  const name = `argv${typeof position === 'number' ? position - 1 : ''}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

const wordsRule: Rule = (_call, machine) => {
  const words = machine.commandLine;
  if (!words) return unknown('command-line words have no value', 'argv');
  return listOf([constant('node'), constant('script'), ...words.map((word) => constant(word, 'inferred'))]);
};

const folderRule: Rule = (call) => {
  const [path] = call.args;
  return path
    ? mapTexts(path, (text) => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : ''))
    : NOTHING;
};

const joinedRule: Rule = (call) => {
  const flow = call.args.map((each) => flowOf(each)).find((each) => !isEmptyFlow(each)) ?? NO_FLOW;
  return call.args.every((each) => each.items)
    ? listOf(call.args.flatMap((each) => each.items ?? []))
    : { ...listOf(call.args), flow };
};

const configRule: Rule = (call, machine) => {
  const found = stringsOf(call.args[0]).flatMap((path) => machine.config(path) ?? []);
  return found[0] ?? unknown('a file of settings that the repository does not have');
};

/** Options by name from the words of the command line. */
function wordOptions(machine: Machine): Map<string, Value> {
  const options = new Map<string, Value>();
  const words = machine.commandLine ?? [];
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) continue;
    const next = words[index + 1];
    const given = value ?? (next !== undefined && !next.startsWith('-') ? next : 'true');
    options.set(name, constant(given, 'inferred'));
    options.set(
      name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()),
      constant(given, 'inferred'),
    );
  }
  return options;
}

const minimistRule: Rule = (call, machine) => {
  const fallback = entryOf(call.args[1], 'default');
  return { fields: new Map([...(fallback?.fields ?? []), ...wordOptions(machine)]), flow: NO_FLOW };
};

function camel(name: string): string {
  return name.replace(/^-+/, '').replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** Remembers an option with its default on the object that reads the command line. */
function declare(call: Call, machine: Machine, name: string, fallback: Value | undefined): void {
  const given = wordOptions(machine);
  const key = camel(name);
  const hole = {
    ...constant(`{${key}}`, 'possible'),
    why: `command-line option ${key} has no value`,
    hint: key,
  };
  const weak = fallback?.texts && {
    ...fallback,
    texts: fallback.texts.map((text) => ({ ...text, confidence: weakened(text) })),
  };
  const value = given.get(name.replace(/^-+/, '')) ?? given.get(key) ?? weak ?? fallback ?? hole;
  for (const cell of cellsOf(call.receiver)) {
    const known = cell.fields.get('argv')?.fields ?? new Map<string, Value>();
    cell.fields.set('argv', { fields: new Map([...known, [key, value]]), flow: NO_FLOW });
  }
}

const parserRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'js.Options', NO_FLOW);
  if (!cell.fields.has('argv')) cell.fields.set('argv', { fields: new Map(), flow: NO_FLOW });
  return value;
};

/** yargs: `.option('name', { default })`; commander: `.option('-n, --name <x>', 'text', default)`. */
const optionRule: Rule = (call, machine) => {
  const [name, second, third] = call.args;
  for (const [key, settings] of name?.fields ?? []) declare(call, machine, key, entryOf(settings, 'default'));
  const written = stringOf(name);
  if (written !== undefined) {
    const long = /--([\w-]+)/.exec(written)?.[1] ?? written;
    declare(call, machine, long, second?.fields ? entryOf(second, 'default') : third);
  }
  return call.receiver ?? NOTHING;
};

const parsedRule: Rule = (call) => {
  for (const cell of cellsOf(call.receiver)) {
    const argv = cell.fields.get('argv');
    if (argv) return argv;
  }
  return call.receiver ?? NOTHING;
};

const selfRule: Rule = (call) => call.receiver ?? NOTHING;
const CHAIN = [
  'usage',
  'help',
  'alias',
  'demandOption',
  'command',
  'name',
  'description',
  'version',
  'strict',
  'argument',
  'requiredOption_',
  'action',
  'program',
];

/** `convict`, `config.get('db.host')`: settings of files in a folder of their own. */
const configGetRule: Rule = (call, machine) => {
  const [key] = stringsOf(call.args[0]);
  if (key === undefined) return NOTHING;
  for (const file of [
    'config/default.json',
    'config/production.json',
    'config/default.yaml',
    'config/default.yml',
  ]) {
    const found = key
      .split('.')
      .reduce<Value | undefined>((value, part) => value?.fields?.get(part), machine.config(file));
    if (found) return found;
  }
  return unknown(`setting ${key} has no value in the repository`, key.split('.').at(-1));
};

/** Environment, command line and files of settings. */
export const javascriptSettings: Library = {
  name: 'javascriptSettings',
  languages: ['javascript'],
  functions: {
    'js.env': environmentRule,
    'js.default': defaultRule,
    'js.word': wordRule,
    'js.argv': wordsRule,
    'js.folder': folderRule,
    'js.joined': joinedRule,
    'js.config': configRule,
    minimist: minimistRule,
    yargs: parserRule,
    'commander.Command': parserRule,
    'commander.createCommand': parserRule,
    'yargs.option': (call, machine) => optionRule({ ...call, receiver: parserRule(call, machine) }, machine),
    'yargs.options': (call, machine) => optionRule({ ...call, receiver: parserRule(call, machine) }, machine),
    'config.get': configGetRule,
    'Deno.env.get': environmentRule,
  },
  methods: {
    'js.Options.option': optionRule,
    'js.Options.options': optionRule,
    'js.Options.requiredOption': optionRule,
    'js.Options.parse': parsedRule,
    'js.Options.parseSync': parsedRule,
    'js.Options.parseAsync': parsedRule,
    'js.Options.opts': parsedRule,
    ...Object.fromEntries(CHAIN.map((name) => [`js.Options.${name}`, selfRule])),
    'yargs.option': optionRule,
    '*.env.get': environmentRule,
  },
};
