import type { ConfigValue } from '../../facts/configValue.js';
import type { Facts } from '../../facts/facts.js';
import type { SourceFile } from '../analyzer.js';
import { commandPipeline, type NamedCommand } from './commandPipeline.js';

function parsed(text: string): ConfigValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `scripts` of a Node package; the whole file stays known as configuration. */
export function readPackageScripts({ path, text }: SourceFile): Facts {
  const config = parsed(text);
  if (config === undefined) return { problems: ['line 1: not JSON'] };
  const scripts =
    config !== null && typeof config === 'object' && !Array.isArray(config) ? config.scripts : undefined;
  const entries =
    scripts !== null && typeof scripts === 'object' && !Array.isArray(scripts) ? Object.entries(scripts) : [];
  const from = Math.max(0, text.indexOf('"scripts"'));
  const commands = entries.flatMap(([name, command]): NamedCommand[] => {
    if (typeof command !== 'string') return [];
    const at = text.indexOf(`${JSON.stringify(name)}`, from);
    const line = text.slice(0, Math.max(0, at)).split('\n').length;
    return [{ name, shell: { text: command, line } }];
  });
  return { config, pipelines: commandPipeline(path, 'package-scripts', commands) };
}
