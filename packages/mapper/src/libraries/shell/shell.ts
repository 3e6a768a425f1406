import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { flowOf, NOTHING, type Value } from '../../values/value.js';
import { cloudCommands } from './cloud/cloudCommands.js';
import { databaseCommands } from './databases/databaseCommands.js';
import { dataCommands } from './dataCommands.js';
import { expansionRules } from './expansionRules.js';
import { fileCommands } from './files/fileCommands.js';
import { isDataPath } from './isDataPath.js';
import { scriptCommands, unknownRule } from './scriptCommands.js';
import type { CommandRule, ShellCommand } from './shellCommand.js';
import { wordOf } from './shellCommand.js';
import { pathOf, scriptText } from './shellPaths.js';
import { storeCommands } from './storeCommands.js';
import { webCommands } from './webCommands.js';
import { wrapperCommands } from './wrapperCommands.js';

const MAXIMUM_WRAPPERS = 6;

const commands = new Map<string, CommandRule>(
  [
    wrapperCommands,
    webCommands,
    storeCommands,
    cloudCommands,
    databaseCommands,
    fileCommands,
    dataCommands,
    scriptCommands,
  ].flatMap((rules) => Object.entries(rules)),
);

function ruleOf(name: string): CommandRule {
  return commands.get(name) ?? commands.get(name.replace(/[\d.]+$/, '')) ?? unknownRule;
}

function commandOf(
  call: Call,
  machine: Machine,
  name: string,
  words: readonly Value[],
  depth: number,
): ShellCommand {
  return {
    name,
    words,
    call,
    machine,
    stdin: call.named.get('stdin'),
    run: (inner, rest, more) => {
      if (depth > MAXIMUM_WRAPPERS) return NOTHING;
      const fields = new Map([...(call.named.get('with')?.fields ?? []), ...(more ?? [])]);
      const named = new Map(call.named);
      if (fields.size > 0) named.set('with', { fields, flow: NO_FLOW });
      const plain = /\/.*\.\w+$/.test(inner) ? inner : (inner.split('/').at(-1) ?? inner);
      const next = commandOf({ ...call, named }, machine, plain, rest, depth + 1);
      if (/\/.*\.\w+$/.test(inner)) return unknownRule(next);
      return ruleOf(plain)(next);
    },
  };
}

const commandRule: Rule = (call, machine) => {
  const name = call.name.slice('sh.'.length);
  return ruleOf(name)(commandOf(call, machine, name, call.args, 0));
};

/** `< file`. */
const inputRule: Rule = (call, machine) => {
  const command = commandOf(call, machine, '<', call.args, 0);
  const path = pathOf(command, call.args[0]);
  if (!path) return NOTHING;
  const text = isDataPath(wordOf(path)) ? undefined : scriptText(command, path);
  if (text) return text;
  if (!path.texts) return { ...NOTHING, flow: flowOf(path) };
  return isDataPath(wordOf(path)) ? { why: 'computed from data', flow: machine.read(call, path) } : NOTHING;
};

/** `command > file`: what a command prints becomes a file, if that may hold data. */
const outputRule: Rule = (call, machine) => {
  const [target, printed] = call.args;
  const command = commandOf(call, machine, '>', call.args, 0);
  const path = pathOf(command, target);
  if (path?.texts && isDataPath(wordOf(path))) machine.write(call, path, printed ? flowOf(printed) : NO_FLOW);
  return NOTHING;
};

/** The shell and the commands that move data or run scripts; an unknown command touches nothing. */
export const shell: Library = {
  name: 'shell',
  languages: ['shell'],
  functions: { ...expansionRules, 'sh.<': inputRule, 'sh.>': outputRule, 'sh.*': commandRule },
  methods: {},
};
