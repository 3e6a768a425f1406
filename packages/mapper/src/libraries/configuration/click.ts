import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { constant, dictOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { positionalWords, wordAfter } from './commandWords.js';
import { hole, usable } from './environmentValue.js';

const COMMAND = 'click.Command';

/** All decorators of one function share its command. */
function commandOf(call: Call, machine: Machine) {
  const made = machine.instance(call, COMMAND, NO_FLOW);
  const [function_] = call.args;
  if (function_?.references?.some((each) => each.kind !== 'instance'))
    made.cell.fields.set('callable', function_);
  return made;
}

/** The parameter that an option fills: the name without dashes, else the longest of its names. */
function parameterName(names: readonly string[]): string {
  const plain = names.find((name) => !name.startsWith('-'));
  const long = names.filter((name) => name.startsWith('--')).map((name) => name.split('/')[0] ?? name);
  return (plain ?? long[0] ?? names[0] ?? 'option').replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
}

function listed(value: Value | undefined): readonly Value[] {
  return value?.items ?? [];
}

/** `@click.option('--x', default=…, envvar=…)`, `@click.argument('x')`: nearest to the function first. */
const parameterRule =
  (kind: 'options' | 'arguments'): Rule =>
  (call, machine) => {
    const { cell, value } = commandOf(call, machine);
    const names = call.args.slice(1);
    const fields = new Map([...call.named, ['names', listOf(names)] as const]);
    cell.fields.set(kind, listOf([...listed(cell.fields.get(kind)), dictOf(fields)]));
    return value;
  };

const commandRule: Rule = (call, machine) => commandOf(call, machine).value;

const groupRule: Rule = (call, machine) => {
  const { cell, value } = commandOf(call, machine);
  cell.fields.set('group', constant(true));
  return value;
};

function optionValue(machine: Machine, words: readonly string[], option: Value): [string, Value] {
  const names = stringsOf(option.fields?.get('names'));
  const name = parameterName(names);
  const word = wordAfter(words, names);
  if (word !== undefined) return [name, constant(word, 'inferred')];
  const variable = stringsOf(option.fields?.get('envvar'))[0];
  const given = variable === undefined ? undefined : machine.environment(variable);
  if (given !== undefined) return [name, constant(given, 'inferred')];
  return [name, usable(option.fields?.get('default')) ?? hole(name, 'command-line option')];
}

/** Runs a command with its options; what is given by hand wins. */
const callRule: Rule = (call, machine) => {
  const callable = storedField(call.receiver, 'callable') ?? NOTHING;
  const words = call.args[0]?.items ? stringsOf(call.args[0]) : (machine.commandLine ?? []);
  const named = new Map<string, Value>();
  for (const option of listed(storedField(call.receiver, 'options'))) {
    const [name, value] = optionValue(machine, words, option);
    named.set(name, value);
  }
  const positional = positionalWords(words);
  for (const each of [...listed(storedField(call.receiver, 'arguments'))].reverse()) {
    const name = parameterName(stringsOf(each.fields?.get('names')));
    const word = positional.shift();
    const fallback = usable(each.fields?.get('default')) ?? hole(name, 'command-line argument');
    named.set(name, word === undefined ? fallback : constant(word, 'inferred'));
  }
  for (const [name, value] of call.named) named.set(name, value);
  return machine.call(callable, [], call, named);
};

/** `command.callback(…)` is the function itself. */
const callbackRule: Rule = (call, machine) => {
  const callable = storedField(call.receiver, 'callable') ?? NOTHING;
  return machine.call(callable, call.args, call, call.named);
};

/** `ctx.invoke(command, x=…)`. */
const invokeRule: Rule = (call, machine) => {
  const [command, ...rest] = call.args;
  const isCommand = cellsOf(command).some((cell) => cell.type === COMMAND);
  return isCommand && command ? machine.call(command, rest, call, call.named) : NOTHING;
};

const MODULES = ['click', 'rich_click', 'asyncclick', 'cloup'];

function each(name: string, rule: Rule): [string, Rule][] {
  return MODULES.map((module) => [`${module}.${name}`, rule]);
}

/** Click: commands whose decorators describe their command line. */
export const click: Library = {
  name: 'click',
  functions: {},
  methods: {
    [`${COMMAND}.__call__`]: callRule,
    [`${COMMAND}.main`]: callRule,
    [`${COMMAND}.callback`]: callbackRule,
    '*.ctx.invoke': invokeRule,
  },
  decorators: {
    ...Object.fromEntries(each('command', commandRule)),
    ...Object.fromEntries(each('group', groupRule)),
    ...Object.fromEntries(each('option', parameterRule('options'))),
    ...Object.fromEntries(each('argument', parameterRule('arguments'))),
    [`${COMMAND}.command`]: commandRule,
    [`${COMMAND}.group`]: groupRule,
  },
};
