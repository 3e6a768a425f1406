import type { Call, Machine } from '../../interpreter/machine.js';
import { constant } from '../../values/value.js';

const SCRIPT = /\.(py|sql|ipynb|r|rmd|sh|scala|jl|bql|hql)$/i;
const SHELL = /(^|\/)(ba|z|da|k)?sh$/;

/** The module that `python -m` runs, as a path. */
function moduleAt(words: readonly string[]): number {
  const flag = words.indexOf('-m');
  return flag > 0 && /python|coverage|torchrun|accelerate/.test(words.slice(0, flag).join(' '))
    ? flag + 1
    : -1;
}

/** A container has its own root: its scripts are sought from the root of the repository, never beside the code that starts it. */
function fromRoot(script: string): string {
  return /^(\w[\w+.-]*:\/\/|\/)/.test(script) ? script : `/${script}`;
}

/** Starts what the words of a command run: a script of the repository, a module, or shell code given with `-c`. */
export function startCommand(
  call: Call,
  machine: Machine,
  words: readonly string[],
  environment: ReadonlyMap<string, string> = new Map(),
): void {
  const code = SHELL.test(words[0] ?? '')
    ? words[words.findIndex((word) => /^-\w*c$/.test(word)) + 1]
    : undefined;
  if (code !== undefined && words.some((word) => /^-\w*c$/.test(word))) {
    const values = [...environment].map(([name, text]) => [name, constant(text, 'inferred')] as const);
    machine.shell(call, constant(code), new Map(values));
    return;
  }
  const module = moduleAt(words);
  const named = words[module];
  if (module > 0 && named !== undefined) {
    machine.start(call, `/${named.replaceAll('.', '/')}.py`, words.slice(module + 1), environment);
    return;
  }
  const index = words.findIndex((word) => SCRIPT.test(word));
  const script = words[index];
  if (script !== undefined) machine.start(call, fromRoot(script), words.slice(index + 1), environment);
}
