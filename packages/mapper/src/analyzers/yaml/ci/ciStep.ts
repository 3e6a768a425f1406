import type { PipelineStep, ShellText } from '../../../facts/pipeline.js';

/** Values that stand in a file only as references to somewhere else are no values. */
function known(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== '' && !/\$\{\{|<<|^\$\(|^\$\[/.test(value)),
  );
}

/** A step that runs commands. */
export function ciStep(
  name: string,
  shell: ShellText,
  environment: Readonly<Record<string, string>>,
  folder?: string,
): PipelineStep {
  const moved = folder === undefined || folder === '' || folder === '.' ? '' : `cd "${folder}" && `;
  const lines = shell.text.replace(/\n+$/, '').split('\n').length;
  return {
    name,
    line: shell.line,
    endLine: shell.line + lines - 1,
    commands: [],
    shell: [{ ...shell, text: `${moved}${shell.text}` }],
    environment: known(environment),
    inputs: [],
    outputs: [],
  };
}
