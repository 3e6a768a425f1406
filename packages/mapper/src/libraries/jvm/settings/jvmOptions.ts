import type { Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { constant, listOf, NOTHING, referring, unknown, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { hole, inferred, JVM, spelled, under } from '../jvmValues.js';

/** Words of the command line. */
const wordsRule: Rule = (_call, machine) => {
  const words = machine.commandLine;
  return words
    ? listOf(words.map((word) => constant(word, 'inferred')))
    : unknown('the words of the command line', 'args');
};

const wordRule: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position] : undefined;
  return word !== undefined
    ? constant(word, 'inferred')
    : hole(`args${position ?? ''}`, 'command-line word has no value');
};

function optionWord(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [key = '', ...value] = word.split('=');
    if (names.includes(key)) return value.length > 0 ? value.join('=') : words[index + 1];
  }
  return undefined;
}

function option(machine: Machine, name: string, fallback: Value | undefined): Value {
  const plain = name.replace(/^-+/, '');
  const word = optionWord(machine.commandLine ?? [], [`--${plain}`, `-${plain}`]);
  if (word !== undefined) return constant(word, 'inferred');
  const usable = fallback?.texts?.some((text) => text.value !== null) || fallback?.items;
  return fallback && usable ? inferred(fallback) : hole(plain, `command-line option ${plain} has no value`);
}

/** `ParameterTool.fromArgs(args).get("input", default)`, `line.getOptionValue("input")`, Scallop. */
const optionRule: Rule = (call, machine) =>
  option(machine, spelled(call.args[0]) ?? 'option', call.args[1] ?? call.named.get('default'));

/** A parser of scopt: options are declared by name, and an action copies each into the configuration. */
const scoptOptionRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'scopt.Option', NO_FLOW);
  cell.fields.set('<name>', call.args.at(-1) ?? call.args[0] ?? NOTHING);
  return value;
};

/** `.action((x, c) => c.copy(input = x))`: what the option sets, remembered for `parse`. */
const scoptActionRule: Rule = (call, machine) => {
  const name = spelled(storedField(call.receiver, '<name>')) ?? 'option';
  const [callee] = call.args;
  const given = machine.commandLine ? option(machine, name, undefined) : unknown('an option', name);
  const copied = callee
    ? machine.call(callee, [given, referring({ kind: 'external', name: '<config>' })], call)
    : NOTHING;
  for (const [field, value] of copied.fields ?? [])
    machine.catalogue('scopt', `${machine.path}|${field}`, { location: spelled(value) ?? `{${name}}` });
  return call.receiver ?? NOTHING;
};

/** The defaults of the configuration, with what the command line says instead. */
const scoptParseRule: Rule = (call, machine) => {
  const configuration = call.args.find((each) => cellsOf(each).length > 0);
  for (const cell of cellsOf(configuration)) {
    for (const [name, value] of cell.fields) {
      const known = machine.catalogued('scopt', `${machine.path}|${name}`);
      const word =
        machine.commandLine && known && !known.location.startsWith('{')
          ? constant(known.location, 'inferred')
          : undefined;
      cell.fields.set(name, word ?? optionDefault(machine, name, value));
    }
  }
  return configuration ?? unknown('the parsed command line');
};

function optionDefault(machine: Machine, name: string, value: Value): Value {
  const given = optionWord(machine.commandLine ?? [], [
    `--${name}`,
    `--${name.replace(/([A-Z])/g, '-$1').toLowerCase()}`,
  ]);
  if (given !== undefined) return constant(given, 'inferred');
  const empty = value.texts?.every((text) => text.value === null || text.value === '') ?? false;
  return empty ? hole(name, `command-line option ${name} has no value`) : inferred(value);
}

/** Words and options of the command line. */
export const jvmOptions: Library = {
  name: 'jvmOptions',
  languages: JVM,
  functions: {
    '<words>': wordsRule,
    '<word>': wordRule,
  },
  methods: {
    ...under(
      ['get', 'getRequired', 'getOptionValue', 'opt', 'trailArg', 'getInt'].map(
        (name) => `jvm.Options.${name}`,
      ),
      optionRule,
    ),
    '*.getOptionValue': optionRule,
    '*.OParser.parse': scoptParseRule,
    '*.opt': scoptOptionRule,
    '*.arg': scoptOptionRule,
    'scopt.Option.action': scoptActionRule,
    '*.OptionParser.parse': scoptParseRule,
    'scopt.Parser.parse': scoptParseRule,
    '*.parser.parse': scoptParseRule,
  },
};
