import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { type Cell, constant, join, listOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf } from '../arguments.js';
import { positionalWords, wordAfter } from './commandWords.js';
import { hole, usable } from './environmentValue.js';

const PARSER = 'options.Parser';

/** One option as it is declared: its value is known when the parser parses. */
interface Option {
  name: string;
  names: readonly string[];
  positional: boolean;
  fallback: Value | undefined;
}

/** Options by parser: cells hold values only. */
const optionsOf = new WeakMap<Cell, Map<string, Option[]>>();

function nameOfOption(names: readonly string[], call: Call): string {
  const long = names.find((name) => name.startsWith('--')) ?? names[0] ?? 'option';
  return stringOf(argument(call, undefined, 'dest')) ?? long.replace(/^-+/, '').replaceAll('-', '_');
}

const addArgumentRule: Rule = (call) => {
  const names = call.args.flatMap((each) => stringOf(each) ?? []);
  const positional = names[0] !== undefined && !names[0].startsWith('-');
  const option = {
    name: nameOfOption(names, call),
    names,
    positional,
    fallback: argument(call, undefined, 'default'),
  };
  for (const cell of cellsOf(call.receiver)) {
    const known = optionsOf.get(cell) ?? new Map<string, Option[]>();
    const others = (known.get(option.name) ?? []).filter((each) => each.names.join() !== names.join());
    optionsOf.set(cell, known.set(option.name, [...others, option]));
  }
  return NOTHING;
};

/** From the command line, else what the parser sets, else the option's default, else a hole. */
function optionValue(
  option: Option,
  words: readonly string[],
  position: number,
  set: Value | undefined,
): Value {
  const word = option.positional ? positionalWords(words)[position] : wordAfter(words, option.names);
  if (word !== undefined) return constant(word, 'inferred');
  return usable(set) ?? usable(option.fallback) ?? hole(option.name, 'command-line option');
}

function parsed(call: Call, machine: Machine): Value {
  const given = call.args[0]?.items ? stringsOf(call.args[0]) : machine.commandLine;
  const fields = new Map<string, Value>();
  for (const cell of cellsOf(call.receiver)) {
    let position = 0;
    for (const [name, options] of optionsOf.get(cell) ?? []) {
      for (const option of options) {
        const value = optionValue(option, given ?? [], position, cell.fields.get(`default ${name}`));
        const known = fields.get(name);
        fields.set(name, known ? join(known, value) : value);
        if (option.positional) position += 1;
      }
    }
    for (const [key, value] of cell.fields) {
      const name = key.startsWith('default ') ? key.slice('default '.length) : undefined;
      if (name !== undefined && !fields.has(name)) fields.set(name, value);
    }
  }
  return { fields, flow: NO_FLOW };
}

const parserRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, PARSER, NO_FLOW);
  if (call.name === 'optparse.OptionParser') cell.fields.set('pair', constant(true));
  for (const parent of argument(call, undefined, 'parents')?.items ?? []) {
    for (const known of cellsOf(parent)) optionsOf.set(cell, new Map(optionsOf.get(known)));
  }
  return value;
};

const setDefaultsRule: Rule = (call) => {
  for (const cell of cellsOf(call.receiver)) {
    for (const [name, value] of call.named) cell.fields.set(`default ${name}`, value);
  }
  return NOTHING;
};

/** `sys.argv[n]`: the script itself is word 0. */
const wordRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position - 1] : undefined;
  if (word !== undefined) return constant(word, 'inferred');
  const name = `argv${position ?? ''}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

const sameRule: Rule = (call) => call.receiver ?? NOTHING;
const parseRule: Rule = (call, machine) => {
  const options = parsed(call, machine);
  const isPair = cellsOf(call.receiver).some((cell) => cell.fields.has('pair'));
  return isPair ? listOf([options, NOTHING]) : options;
};
const parseKnownRule: Rule = (call, machine) => listOf([parsed(call, machine), NOTHING]);

const GROUPS = [
  'add_argument_group',
  'add_mutually_exclusive_group',
  'add_subparsers',
  'add_parser',
  'add_option_group',
];

/** argparse and optparse: options with their defaults and what the command line gives. */
export const argumentParser: Library = {
  name: 'argumentParser',
  touchesData: false,
  functions: {
    'sys.argv[]': wordRule,
    'argparse.ArgumentParser': parserRule,
    'configargparse.ArgParser': parserRule,
    'configargparse.ArgumentParser': parserRule,
    'jsonargparse.ArgumentParser': parserRule,
    'optparse.OptionParser': parserRule,
  },
  methods: {
    [`${PARSER}.add_argument`]: addArgumentRule,
    [`${PARSER}.add`]: addArgumentRule,
    [`${PARSER}.add_option`]: addArgumentRule,
    [`${PARSER}.set_defaults`]: setDefaultsRule,
    ...Object.fromEntries(GROUPS.map((name) => [`${PARSER}.${name}`, sameRule])),
    [`${PARSER}.parse_args`]: parseRule,
    [`${PARSER}.parse_intermixed_args`]: parseRule,
    [`${PARSER}.parse_known_args`]: parseKnownRule,
  },
};
