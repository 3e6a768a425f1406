import type { Pipeline, PipelineStep, ShellText } from '../../facts/pipeline.js';

/** A command under a name. */
export interface NamedCommand {
  name: string;
  shell: ShellText;
}

/** A pipeline of which each step is one named command. */
export function commandPipeline(
  name: string,
  kind: string,
  commands: readonly NamedCommand[],
  environment: Record<string, string> = {},
): Pipeline[] {
  const steps = commands.map((command): PipelineStep => {
    const { line, text } = command.shell;
    const endLine = line + text.split('\n').length - 1;
    return {
      name: command.name,
      line,
      endLine,
      commands: [],
      shell: [command.shell],
      environment,
      inputs: [],
      outputs: [],
    };
  });
  return steps.length > 0 ? [{ name, kind, line: 1, steps }] : [];
}
