import type { Library, Machine, Rule } from '../../../interpreter/machine.js';
import { spell, type Text } from '../../../values/text.js';
import { stringsOf } from '../../../values/texts.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';

function isHole(text: Text): boolean {
  return /^\{[^{}]*\}$/.test(spell(text.value));
}

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

/** Options and words of the command line. */
export const goOptions: Library = {
  name: 'goOptions',
  languages: ['go'],
  functions: {
    'go.argument': argumentRule,
    'flag.Arg': wordRule,
    ...Object.fromEntries(
      ['flag', 'github.com/spf13/pflag', 'github.com/urfave/cli'].flatMap((module) =>
        FLAGS.map((name) => [`${module}.${name}`, optionRule]),
      ),
    ),
    ...Object.fromEntries(FLAGS.map((name) => [`github.com/spf13/pflag.${name}P`, letterOptionRule])),
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
  },
};
