import { isMap, type Node, type YAMLMap } from 'yaml';
import type { Command, PipelineStep } from '../../facts/pipeline.js';
import { shellCommands } from '../../syntax/shellWords.js';
import { type Entry, entriesOf, itemsOf, type Lines, lineOfOffset, scalarText } from './yamlTree.js';

const COMMAND_KEYS: ReadonlySet<string> = new Set([
  'cmd',
  'command',
  'commands',
  'run',
  'script',
  'bash_command',
  'entrypoint',
  'python',
  'sql',
  'notebook',
  'application',
  'file',
]);
const ARGUMENT_KEYS: ReadonlySet<string> = new Set([
  'args',
  'arguments',
  'parameters',
  'op_kwargs',
  'with_args',
]);
const INPUT_KEYS: ReadonlySet<string> = new Set(['deps', 'inputs', 'reads']);
const OUTPUT_KEYS: ReadonlySet<string> = new Set(['outs', 'outputs', 'writes']);
const NAME_KEYS: ReadonlySet<string> = new Set(['name', 'id', 'task_id', 'key']);

/** A list of words is one command; a list of lines is one command each. */
function commandsOf(node: Node | null): Command[] {
  const text = scalarText(node);
  if (text !== undefined) return shellCommands(text);
  const items = itemsOf(node).map((item) => scalarText(item) ?? '');
  if (items.length === 0) return [];
  const isWords = items.slice(0, 2).every((item) => !/\s/.test(item.trim()));
  return isWords ? [items] : items.flatMap(shellCommands);
}

function argumentsOf(lines: Lines, node: Node | null): string[] {
  if (isMap(node)) {
    return entriesOf(lines, node).flatMap(({ key, value }) => {
      const text = scalarText(value);
      return text === undefined ? [] : [`--${key}`, text];
    });
  }
  const text = scalarText(node);
  if (text !== undefined) return shellCommands(text).flat();
  return itemsOf(node).flatMap((item) => scalarText(item) ?? []);
}

function environmentOf(lines: Lines, node: Node | null): [string, string][] {
  if (isMap(node)) return entriesOf(lines, node).map(({ key, value }) => [key, scalarText(value) ?? '']);
  return itemsOf(node).flatMap((item): [string, string][] => {
    const [key, ...value] = (scalarText(item) ?? '').split('=');
    return key && value.length > 0 ? [[key, value.join('=')]] : [];
  });
}

function pathsOf(lines: Lines, node: Node | null): { path: string; line: number }[] {
  return itemsOf(node).flatMap((item) => {
    const keyed = isMap(item) ? entriesOf(lines, item)[0] : undefined;
    const path = scalarText(item) ?? (keyed?.key === 'path' ? scalarText(keyed.value) : keyed?.key);
    return path === undefined ? [] : [{ path, line: lineOfOffset(lines, item.range?.[0] ?? 0) }];
  });
}

function readEntry(lines: Lines, step: PipelineStep, args: string[], { key, value }: Entry): void {
  if (COMMAND_KEYS.has(key)) step.commands.push(...commandsOf(value));
  else if (ARGUMENT_KEYS.has(key)) args.push(...argumentsOf(lines, value));
  else if (INPUT_KEYS.has(key)) step.inputs.push(...pathsOf(lines, value));
  else if (OUTPUT_KEYS.has(key)) step.outputs.push(...pathsOf(lines, value));
  else if (key === 'environment' || key === 'env') {
    for (const [name, text] of environmentOf(lines, value)) step.environment[name] = text;
  } else if (NAME_KEYS.has(key)) step.name = scalarText(value) ?? step.name;
}

/** One step of a pipeline from its mapping; undefined when it runs and declares nothing. */
export function readStep(
  lines: Lines,
  map: YAMLMap,
  at: { name: string; line: number; endLine: number },
): PipelineStep | undefined {
  const step: PipelineStep = { ...at, commands: [], environment: {}, inputs: [], outputs: [] };
  const args: string[] = [];
  for (const entry of entriesOf(lines, map)) readEntry(lines, step, args, entry);
  if (args.length > 0) step.commands.push([...(step.commands.pop() ?? []), ...args]);
  const declares = step.inputs.length + step.outputs.length > 0;
  return step.commands.length > 0 || declares ? step : undefined;
}
