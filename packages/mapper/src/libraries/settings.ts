import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { type Cell, constant, join, listOf, NOTHING, type Value } from '../values/value.js';
import { argument, cellsOf } from './arguments.js';

/** An environment variable: what a pipeline sets, else the default, else its name as a hole. */
function variable(machine: Machine, name: string | undefined, fallback: Value | undefined): Value {
  if (name === undefined) return fallback ?? NOTHING;
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const usable = fallback?.texts?.filter((text) => text.value !== null) ?? [];
  if (fallback && usable.length > 0) {
    return { ...fallback, texts: usable.map((text) => ({ ...text, confidence: 'inferred' as const })) };
  }
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `environment variable ${name} has no value in the repository`,
    hint: name,
  };
}

const getenvRule: Rule = (call, machine) =>
  variable(machine, stringOf(argument(call, 0, 'key', 'variable')), argument(call, 1, 'default'));

/** The value of one option: from the command line that runs the script, else its default, else a hole. */
function optionValue(
  machine: Machine,
  names: readonly string[],
  position: number | undefined,
  call: Call,
): Value {
  const words = machine.commandLine ?? [];
  const given = position === undefined ? namedWord(words, names) : positionalWords(words)[position];
  if (given !== undefined) return constant(given, 'inferred');
  const fallback = argument(call, undefined, 'default');
  if (fallback?.texts?.some((text) => text.value !== null) || fallback?.items) {
    const known = fallback.texts?.map((text) => ({ ...text, confidence: 'inferred' as const }));
    return known ? { ...fallback, texts: known } : fallback;
  }
  const name = nameOfOption(names, call);
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `command-line option ${name} has no value`,
    hint: name,
  };
}

function namedWord(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [key, ...value] = word.split('=');
    if (key !== undefined && names.includes(key))
      return value.length > 0 ? value.join('=') : words[index + 1];
  }
  return undefined;
}

/** Words that are neither options nor the values of options. */
function positionalWords(words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('-') && !/^--?\w[^=]*$/.test(words[index - 1] ?? ''));
}

function nameOfOption(names: readonly string[], call: Call): string {
  const long = names.find((name) => name.startsWith('--')) ?? names[0] ?? 'option';
  return stringOf(argument(call, undefined, 'dest')) ?? long.replace(/^-+/, '').replaceAll('-', '_');
}

const addArgumentRule: Rule = (call, machine) => {
  const names = call.args.flatMap((each) => stringOf(each) ?? []);
  const positional = names[0] !== undefined && !names[0].startsWith('-');
  for (const cell of cellsOf(call.receiver)) {
    const position = positional ? countPositional(cell) : undefined;
    const value = optionValue(machine, names, position, call);
    cell.fields.set(`${positional ? 'positional' : 'option'} ${nameOfOption(names, call)}`, value);
  }
  return NOTHING;
};

function countPositional(cell: Cell): number {
  return [...cell.fields.keys()].filter((key) => key.startsWith('positional ')).length;
}

const parseArgumentsRule: Rule = (call) => {
  const fields = new Map<string, Value>();
  for (const cell of cellsOf(call.receiver)) {
    for (const [key, value] of cell.fields) {
      const name = key.slice(key.indexOf(' ') + 1);
      const known = fields.get(name);
      fields.set(name, known ? join(known, value) : value);
    }
  }
  return { fields, flow: NO_FLOW };
};

/** `sys.argv[n]`: the script itself is word 0. */
const wordRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position - 1] : undefined;
  if (word !== undefined) return constant(word, 'inferred');
  const name = `argv${position ?? ''}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

const parserRule: Rule = (call, machine) => machine.instance(call, 'options.Parser', NO_FLOW).value;
const parseKnownRule: Rule = (call, machine) => listOf([parseArgumentsRule(call, machine), NOTHING]);
const groupRule: Rule = (call) => call.receiver ?? NOTHING;

const loadConfigRule: Rule = (call, machine) => {
  const configs = stringsOf(call.args[0]).flatMap((path) => machine.config(path) ?? []);
  return configs[0] ?? NOTHING;
};

/** Environment variables, command lines and configuration files. */
export const settings: Library = {
  name: 'settings',
  touchesData: false,
  functions: {
    'os.getenv': getenvRule,
    'os.environ.get': getenvRule,
    'os.environ[]': getenvRule,
    'sys.argv[]': wordRule,
    'argparse.ArgumentParser': parserRule,
    'omegaconf.OmegaConf.load': loadConfigRule,
  },
  methods: {
    'options.Parser.add_argument': addArgumentRule,
    'options.Parser.add_argument_group': groupRule,
    'options.Parser.add_mutually_exclusive_group': groupRule,
    'options.Parser.parse_args': parseArgumentsRule,
    'options.Parser.parse_known_args': parseKnownRule,
  },
};
