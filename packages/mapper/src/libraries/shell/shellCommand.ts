import type { Call, Machine } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { spell } from '../../values/text.js';
import { textsOrHole } from '../../values/texts.js';
import { flowOf, type Value } from '../../values/value.js';

/** A command with its words, as the rules of commands see it. */
export interface ShellCommand {
  readonly name: string;
  readonly words: readonly Value[];
  readonly call: Call;
  readonly machine: Machine;
  /** What stands before the pipe, in the heredoc or in the redirected file. */
  readonly stdin: Value | undefined;
  /** Runs another command in this one's place, for instance what follows `nohup`. */
  run(name: string, words: readonly Value[], more?: ReadonlyMap<string, Value>): Value;
}

/** What a command does; the answer is what it prints. */
export type CommandRule = (command: ShellCommand) => Value;
export type CommandRules = Readonly<Record<string, CommandRule>>;

export function inputFlow(command: ShellCommand): Flow {
  return command.stdin ? flowOf(command.stdin) : NO_FLOW;
}

/** The likeliest spelling of a word; parts that nothing gives stand as holes. */
export function wordOf(value: Value | undefined): string {
  if (!value) return '';
  return spell(textsOrHole(value)[0]?.value ?? '');
}

/** Variables that the command hands to what it starts: exported ones and those written before it. */
export function environmentOf(command: ShellCommand): Map<string, string> {
  const fields = ['env', 'with'].flatMap((name) => [...(command.call.named.get(name)?.fields ?? [])]);
  return new Map(fields.flatMap(([name, value]) => (value.texts ? [[name, wordOf(value)]] : [])));
}

/** A variable as the command sees it. */
export function variableOf(command: ShellCommand, name: string): string | undefined {
  return environmentOf(command).get(name) ?? command.machine.environment(name);
}
