import type { Facts } from '../../facts/facts.js';
import type { SourceFile } from '../analyzer.js';
import { commandPipeline, type NamedCommand } from './commandPipeline.js';

/** `name: command`, one a line. */
export function readProcfile({ path, text }: SourceFile): Facts {
  const commands = text.split(/\r?\n/).flatMap((line, index): NamedCommand[] => {
    const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line) ?? [];
    return name !== undefined && command !== undefined
      ? [{ name, shell: { text: command, line: index + 1 } }]
      : [];
  });
  return { pipelines: commandPipeline(path, 'procfile', commands) };
}
