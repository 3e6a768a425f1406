import type { DeclaredData, PipelineStep, ShellText } from '../../facts/pipeline.js';

function filledData(data: DeclaredData, fill: (text: string) => string): DeclaredData {
  return { ...data, path: fill(data.path) };
}

function filledShell(shell: string | ShellText, fill: (text: string) => string): string | ShellText {
  return typeof shell === 'string' ? fill(shell) : { ...shell, text: fill(shell.text) };
}

/** A step with every text of it filled. */
export function fillStep(step: PipelineStep, fill: (text: string) => string): PipelineStep {
  const environment = Object.entries(step.environment).map(([name, text]) => [name, fill(text)]);
  return {
    ...step,
    name: fill(step.name),
    commands: step.commands.map((words) => words.map(fill)),
    ...(step.shell ? { shell: step.shell.map((each) => filledShell(each, fill)) } : {}),
    environment: Object.fromEntries(environment),
    inputs: step.inputs.map((data) => filledData(data, fill)),
    outputs: step.outputs.map((data) => filledData(data, fill)),
  };
}

/** The folder of a file; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function joinedPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
