import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { spell } from '../../values/text.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, dictOf, joinAll, NOTHING, referring, unknown, type Value } from '../../values/value.js';
import { argument, cellsOf } from '../arguments.js';
import { COMMAND_LINE } from './rSubset.js';
import { byDefault, elements, single } from './rVectors.js';

const OPTION = 'r-option';

function hole(name: string, why: string): Value {
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
}

/** `.Renviron` beside the script or at the root. */
function fromEnvironmentFile(machine: Machine, name: string): Value | undefined {
  return machine.config('.Renviron')?.fields?.get(name);
}

const getenvRule: Rule = (call, machine) => {
  const name = stringOf(single(argument(call, 0, 'x') ?? NOTHING));
  if (name === undefined) return unknown('an environment variable');
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const written = fromEnvironmentFile(machine, name);
  if (written) return byDefault(written);
  const fallback = argument(call, 1, 'unset');
  const usable = fallback?.texts?.some((text) => text.value !== null && text.value !== '') ?? false;
  if (fallback && usable) return byDefault(fallback);
  return hole(name, `environment variable ${name} has no value in the repository`);
};

const commandArgsRule: Rule = () => referring({ kind: 'external', name: COMMAND_LINE });

const optionNames = (call: Call): string[] =>
  call.args.flatMap((each) => stringsOf(each)).filter((each) => each.startsWith('-'));

function wordOf(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [key, ...value] = word.split('=');
    if (key !== undefined && names.includes(key))
      return value.length > 0 ? value.join('=') : words[index + 1];
  }
  return undefined;
}

/** The value of an option: from the command line, else its default, else a hole. */
function optionValue(
  machine: Machine,
  names: readonly string[],
  name: string,
  fallback: Value | undefined,
): Value {
  const word = wordOf(machine.commandLine ?? [], names);
  if (word !== undefined) return constant(word, 'inferred');
  const usable = fallback?.texts?.some((text) => text.value !== null) || fallback?.items;
  return fallback && usable ? byDefault(fallback) : hole(name, `command-line option ${name} has no value`);
}

function longName(names: readonly string[], call: Call): string {
  const long = names.find((each) => each.startsWith('--')) ?? names[0] ?? 'option';
  return stringOf(argument(call, undefined, 'dest')) ?? long.replace(/^-+/, '').replaceAll('-', '_');
}

/** `make_option(c("-i", "--input"), default = …)`. */
const makeOptionRule: Rule = (call, machine) => {
  const names = optionNames(call);
  const name = longName(names, call);
  return dictOf(new Map([[name, optionValue(machine, names, name, argument(call, undefined, 'default'))]]));
};

const parserRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'options.Parser', NO_FLOW);
  const given = argument(call, undefined, 'option_list');
  for (const option of given ? elements(given) : [])
    for (const [name, each] of option.fields ?? []) cell.fields.set(name, each);
  for (const option of given?.fields ?? []) cell.fields.set(option[0], option[1]);
  return value;
};

const addOptionRule: Rule = (call, machine) => {
  const [parser] = call.args;
  const names = optionNames(call);
  const receiver = call.receiver ?? parser;
  const plain = stringsOf(call.args[call.receiver ? 0 : 1])[0] ?? 'argument';
  const name = names.length > 0 ? longName(names, call) : plain;
  const position = cellsOf(receiver).flatMap((cell) =>
    [...cell.fields.keys()].filter((key) => key.startsWith('positional ')),
  ).length;
  const fallback = argument(call, undefined, 'default');
  const word = (machine.commandLine ?? []).filter((each) => !each.startsWith('-'))[position];
  const value =
    names.length > 0
      ? optionValue(machine, names, name, fallback)
      : word === undefined
        ? optionValue(machine, [], name, fallback)
        : constant(word, 'inferred');
  for (const cell of cellsOf(receiver)) {
    if (names.length === 0) cell.fields.set(`positional ${name}`, value);
    cell.fields.set(name, value);
  }
  return receiver ?? NOTHING;
};

const parseRule: Rule = (call) => {
  const parser = call.receiver ?? argument(call, 0, 'parser', 'object', 'args');
  const fields = new Map<string, Value>();
  for (const cell of cellsOf(parser)) for (const [name, value] of cell.fields) fields.set(name, value);
  fields.set('options', dictOf(new Map(fields)));
  fields.set('args', referring({ kind: 'external', name: COMMAND_LINE }));
  return dictOf(fields);
};

/** Usage text of docopt: options with `[default: x]`, and words in angle brackets. */
const docoptRule: Rule = (call, machine) => {
  const usage = stringOf(argument(call, 0, 'doc')) ?? '';
  const fields = new Map<string, Value>();
  for (const match of usage.matchAll(/^\s*(?:(-\w)[ ,=\w<>]*)?(--[\w-]+)[^\n]*$/gm)) {
    const name = (match[2] ?? '').slice(2);
    const fallback = /\[default:\s*([^\]]*)\]/i.exec(match[0])?.[1]?.trim();
    const value = optionValue(
      machine,
      [match[1] ?? '', match[2] ?? ''],
      name,
      fallback === undefined ? undefined : constant(fallback),
    );
    fields.set(name, value);
    fields.set(`--${name}`, value);
  }
  const words = (machine.commandLine ?? []).filter((each) => !each.startsWith('-'));
  for (const [index, match] of [
    ...new Set([...usage.matchAll(/<([\w-]+)>/g)].map((each) => each[1] ?? '')),
  ].entries()) {
    const word = words[index];
    if (!fields.has(match))
      fields.set(
        match,
        word === undefined
          ? hole(match, `command-line word ${match} has no value`)
          : constant(word, 'inferred'),
      );
  }
  return dictOf(fields);
};

/** `config::get(key)`: the entry of the active configuration, above that of `default`. */
const configRule: Rule = (call, machine) => {
  const file = stringOf(argument(call, undefined, 'file')) ?? 'config.yml';
  const all = machine.config(file)?.fields;
  if (!all) return unknown(`configuration file ${file} is not in the repository`);
  const given = stringOf(argument(call, undefined, 'config')) ?? machine.environment('R_CONFIG_ACTIVE');
  const active = given === undefined ? undefined : all.get(given);
  const values = new Map([...(all.get('default')?.fields ?? []), ...(active?.fields ?? [])]);
  const key = stringOf(argument(call, 0, 'value'));
  if (key === undefined) return byDefault(dictOf(values));
  return byDefault(values.get(key) ?? unknown(`no entry ${key} in ${file}`, key));
};

/** Settings of the repository are no data; a file that it does not have, is. */
const readConfigRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'file', 'input', 'path', 'txt', 'con', 'filepath');
  const known = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  if (known.length > 0) return joinAll(known);
  const looksLikePath = stringsOf(location).some((text) => !/[{\n]/.test(text.slice(0, 2)));
  if (location?.texts && !looksLikePath) return NOTHING;
  return { flow: machine.read(call, location), why: 'a file that is not in the repository' };
};

/** `options(name = value)` is remembered for `getOption`. */
const optionsRule: Rule = (call, machine) => {
  for (const [name, value] of call.named) {
    const text = value.texts?.[0];
    if (text) machine.catalogue(OPTION, name, { location: spell(text.value) });
  }
  return NOTHING;
};

const getOptionRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'x')) ?? '';
  const known = machine.catalogued(OPTION, name);
  const fallback = argument(call, 1, 'default');
  if (known) return constant(known.location, 'inferred');
  return fallback ? byDefault(fallback) : unknown(`option ${name}`, name);
};

/** A parameter of a document: what renders it may set another value. */
const parameterRule: Rule = (call, machine) => {
  const name = stringOf(call.args[0]) ?? '';
  const given = machine.environment(`params.${name}`);
  if (given !== undefined) return constant(given, 'inferred');
  const fallback = call.args[1];
  return fallback &&
    (fallback.texts?.some((text) => text.value !== null) || fallback.items || fallback.fields)
    ? byDefault(fallback)
    : hole(name, `parameter ${name} has no value`);
};

const setenvRule: Rule = () => NOTHING;

/** Environment, command lines, options and configuration files of R. */
export const rSettings: Library = {
  name: 'rSettings',
  languages: ['r'],
  functions: {
    'Sys.getenv': getenvRule,
    'Sys.setenv': setenvRule,
    commandArgs: commandArgsRule,
    make_option: makeOptionRule,
    OptionParser: parserRule,
    ArgumentParser: parserRule,
    arg_parser: parserRule,
    add_option: addOptionRule,
    add_argument: addOptionRule,
    parse_args: parseRule,
    docopt: docoptRule,
    'config::get': configRule,
    read_yaml: readConfigRule,
    'yaml::read_yaml': readConfigRule,
    'yaml.load_file': readConfigRule,
    'yaml::yaml.load_file': readConfigRule,
    'read.ini': readConfigRule,
    'read.config': readConfigRule,
    fromJSON: readConfigRule,
    read_json: readConfigRule,
    parseTOML: readConfigRule,
    read_toml: readConfigRule,
    options: optionsRule,
    getOption: getOptionRule,
    '<parameter>': parameterRule,
  },
  methods: {
    'options.Parser.add_argument': addOptionRule,
    'options.Parser.add_option': addOptionRule,
    'options.Parser.parse_args': parseRule,
  },
};
