import type { Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, listOf, NOTHING, type Value } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { hole, usable } from './environmentValue.js';
import { runWithWords } from './runWithWords.js';

/** `typer.Option("default", "--name")` in a signature is its default. */
const optionRule: Rule = (call, machine) => {
  const [first] = call.args;
  const name = stringOf(argument(call, undefined, 'envvar'));
  const given = name === undefined ? undefined : machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const isName = stringOf(first)?.startsWith('-') ?? false;
  return usable(isName ? undefined : (argument(call, undefined, 'default') ?? first)) ?? constant(null);
};

const commandRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'typer.Command', NO_FLOW);
  const [callable] = call.args;
  if (callable) cell.fields.set('callable', callable);
  return value;
};

/** A command by hand keeps what it is given; by itself it reads the command line. */
const callCommandRule: Rule = (call, machine) => {
  const callable = storedField(call.receiver, 'callable') ?? NOTHING;
  const given = call.args.length > 0 || call.named.size > 0;
  return given ? machine.call(callable, call.args, call, call.named) : runWithWords(call, machine, callable);
};

/** `typer.run(main)`, `fire.Fire(main)`, `tyro.cli(main)`. */
const runRule: Rule = (call, machine) => {
  const words = argument(call, undefined, 'args', 'command');
  const [callable] = call.args;
  return callable ? runWithWords(call, machine, callable, words ? stringsOf(words) : undefined) : NOTHING;
};

/** `HfArgumentParser((A, B)).parse_args_into_dataclasses()`. */
const classesRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'options.Classes', NO_FLOW);
  const types = argument(call, 0, 'dataclass_types') ?? NOTHING;
  cell.fields.set('types', types.items ? types : listOf([types]));
  return value;
};

const parseClassesRule: Rule = (call, machine) => {
  const types = storedField(call.receiver, 'types')?.items ?? [];
  return listOf(
    types.map((type, index) =>
      runWithWords(
        { ...call, at: [call.at[0], call.at[1], call.at[2] + index / 100, call.at[3]] },
        machine,
        type,
      ),
    ),
  );
};

const FLAGS = 'absl flags';

/** `flags.DEFINE_string('name', default, help)`. */
const defineRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name')) ?? 'flag';
  const word = flagWord(machine, name);
  const value =
    word === undefined
      ? (usable(argument(call, 1, 'default')) ?? hole(name, 'flag'))
      : constant(word, 'inferred');
  machine.memory(FLAGS, 'repository').fields.set(name, value);
  return {
    fields: new Map([
      ['value', value],
      ['default', value],
    ]),
    flow: NO_FLOW,
  };
};

function flagWord(machine: Machine, name: string): string | undefined {
  for (const [index, word] of (machine.commandLine ?? []).entries()) {
    const [, key, value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (key === name) return value ?? machine.commandLine?.[index + 1];
  }
  return undefined;
}

const flagsRule: Rule = (_call, machine) => ({
  references: [{ kind: 'instance', cell: machine.memory(FLAGS, 'repository') }],
  flow: NO_FLOW,
});

const appRule: Rule = (call, machine) => {
  const words = (machine.commandLine ?? []).map((word) => constant(word, 'inferred'));
  return call.args[0]
    ? machine.call(call.args[0], [listOf([constant(machine.path), ...words])], call)
    : NOTHING;
};

/** `docopt(__doc__)`: options as the command line gives them, else as the text's defaults say. */
const docoptRule: Rule = (call, machine) => {
  const text = stringOf(argument(call, 0, 'doc')) ?? '';
  const fields = new Map<string, Value>();
  for (const [, name = '', fallback = ''] of text.matchAll(/(--[\w-]+)[^\n]*?\[default:\s*([^\]]*)\]/g))
    fields.set(name, constant(fallback, 'inferred'));
  for (const [index, word] of (machine.commandLine ?? []).entries()) {
    const [, key, value] = /^(--[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const given = value ?? machine.commandLine?.[index + 1];
    if (key !== undefined && given !== undefined) fields.set(key, constant(given, 'inferred'));
  }
  return { fields, flow: NO_FLOW, why: 'options of the command line' };
};

const DEFINED = [
  'string',
  'integer',
  'float',
  'bool',
  'boolean',
  'enum',
  'list',
  'multi_string',
  'spaceseplist',
  'enum_class',
  'multi_enum',
  'path',
];
const MODULES = [
  'absl.flags',
  'tensorflow.app.flags',
  'tensorflow.compat.v1.flags',
  'tensorflow.compat.v1.app.flags',
  'tensorflow.flags',
];

/** Command lines that functions and classes describe: typer, fire, tyro, absl, docopt. */
export const commandLines: Library = {
  name: 'commandLines',
  functions: {
    'typer.Option': optionRule,
    'typer.Argument': optionRule,
    'typer.run': runRule,
    'fire.Fire': runRule,
    'fire.core.Fire': runRule,
    'tyro.cli': runRule,
    'simple_parsing.parse': runRule,
    'jsonargparse.CLI': runRule,
    'defopt.run': runRule,
    'typer.Typer': (call, machine) => machine.instance(call, 'typer.Typer', NO_FLOW).value,
    'transformers.HfArgumentParser': classesRule,
    'absl.app.run': appRule,
    'tensorflow.app.run': appRule,
    'docopt.docopt': docoptRule,
    ...Object.fromEntries(
      MODULES.flatMap((module) => DEFINED.map((type) => [`${module}.DEFINE_${type}`, defineRule])),
    ),
  },
  methods: {
    'typer.Command.__call__': callCommandRule,
    'options.Classes.parse_args_into_dataclasses': parseClassesRule,
    'options.Classes.parse_json_file': parseClassesRule,
  },
  decorators: { 'typer.Typer.command': commandRule, 'typer.Typer.callback': commandRule },
  names: Object.fromEntries(MODULES.map((module) => [`${module}.FLAGS`, flagsRule])),
};
