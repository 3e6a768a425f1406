import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { spell } from '../../values/text.js';
import { stringOf, stringsOf, textsOrHole } from '../../values/texts.js';
import { constant, NOTHING, type Value } from '../../values/value.js';
import { callBack, entryOf } from './javascriptValues.js';

/** `exec('command …')`: a text for the shell. */
const execRule: Rule = (call, machine) => {
  const [command] = call.args;
  if (stringsOf(command).length > 0) machine.shell(call, command, environmentOf(call));
  callBack(call, machine, NOTHING);
  return NOTHING;
};

function environmentOf(call: Call): Map<string, Value> {
  const settings = call.args.find((each) => entryOf(each, 'env'));
  return new Map(entryOf(settings, 'env')?.fields ?? []);
}

/** `spawn('python', ['train.py', path])`: words, which the shell's rules know. */
const spawnRule: Rule = (call, machine) => {
  const [command, words] = call.args;
  const name = stringOf(command);
  if (name === undefined) return NOTHING;
  const rest = (words?.items ?? []).map((word) => spell(textsOrHole(word)[0]?.value ?? ''));
  machine.shell(call, constant([name, ...rest].map(quoted).join(' ')), environmentOf(call));
  return NOTHING;
};

function quoted(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const taggedRule = (call: Call, machine: Machine): Value => {
  machine.shell(call, call.args[0]);
  return NOTHING;
};

/** Commands that a program starts. */
export const javascriptProcesses: Library = {
  name: 'javascriptProcesses',
  languages: ['javascript'],
  functions: {
    ...Object.fromEntries(['exec', 'execSync'].map((name) => [`child_process.${name}`, execRule])),
    ...Object.fromEntries(
      ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'].map((name) => [
        `child_process.${name}`,
        spawnRule,
      ]),
    ),
    'shelljs.exec': execRule,
    'execa.execa': spawnRule,
    execa: spawnRule,
    'execa.execaCommand': execRule,
    'zx.$': taggedRule,
    'python-shell.PythonShell.run': (call, machine) => {
      const script = stringOf(call.args[0]);
      const words = (entryOf(call.args[1], 'args')?.items ?? []).map((word) =>
        spell(textsOrHole(word)[0]?.value ?? ''),
      );
      if (script !== undefined) machine.start(call, script, words, new Map());
      return NOTHING;
    },
  },
  methods: {},
};
