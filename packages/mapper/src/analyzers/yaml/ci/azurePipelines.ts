import type { Node } from 'yaml';
import type { Pipeline, PipelineStep, ShellText } from '../../../facts/pipeline.js';
import { entries, field, items, lineOf, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

type Values = Readonly<Record<string, string>>;

const MAXIMUM_DEPTH = 6;
const ROOTS =
  /^(Build\.SourcesDirectory|System\.DefaultWorkingDirectory|Build\.Repository\.LocalPath|Pipeline\.Workspace)$/i;

/** `$(name)` and `${{ parameters.name }}`: values of the file, else variables of the shell. */
function expanded(written: string, values: Values): string {
  return written
    .replace(
      /\$\{\{\s*(?:parameters|variables)\.([\w-]+)\s*\}\}/g,
      (_all, name: string) => values[name] ?? `\${${name}}`,
    )
    .replace(/\$\(([A-Za-z_][\w.-]*)\)/g, (all, name: string) => {
      if (values[name] !== undefined) return values[name];
      if (ROOTS.test(name)) return '.';
      return name.includes('.')
        ? `\${${name.replace(/\W/g, '_')}}`
        : /^[a-z]+$/.test(name)
          ? all
          : `\${${name}}`;
    });
}

/** What a task runs: a script given inline, or a file with its arguments. */
function taskText(document: CiDocument, step: Node): ShellText | undefined {
  const task = text(document, field(document, step, 'task')) ?? '';
  const inputs = field(document, step, 'inputs');
  const inline = shellText(
    document,
    field(document, inputs, 'inlineScript') ?? field(document, inputs, 'script'),
  );
  if (/^(Bash|AzureCLI|ShellScript|CmdLine)@/i.test(task) && inline) return inline;
  const file = field(document, inputs, 'filePath') ?? field(document, inputs, 'scriptPath');
  const path = text(document, file);
  if (path === undefined) return undefined;
  const words = text(document, field(document, inputs, 'arguments')) ?? '';
  const interpreter = /^PythonScript@/i.test(task) || /\.py$/.test(path) ? 'python' : 'bash';
  return { text: `${interpreter} ${path} ${words}`, line: lineOf(document, file) };
}

function commandText(document: CiDocument, step: Node): ShellText | undefined {
  const direct = shellText(document, field(document, step, 'script') ?? field(document, step, 'bash'));
  return direct ?? taskText(document, step);
}

interface Surroundings {
  values: Values;
  name: string;
}

function stepsOf(
  document: CiDocument,
  node: Node | null,
  around: Surroundings,
  depth: number,
): PipelineStep[] {
  if (!node || depth > MAXIMUM_DEPTH) return [];
  const values = { ...around.values, ...variables(document, field(document, node, 'variables')) };
  const nested = entries(document, node).flatMap(({ key, value }) => {
    if (key === 'steps')
      return items(document, value).flatMap((step, index) =>
        stepOf(document, step, index, { ...around, values }),
      );
    if (!/^(stages|jobs|strategy|runOnce|deploy|on|preDeploy)$/.test(key) && !key.startsWith('${{'))
      return [];
    const children = items(document, value);
    return (children.length > 0 ? children : [value]).flatMap((child) => {
      const title = ['stage', 'job', 'deployment']
        .map((each) => text(document, field(document, child, each)))
        .find((each) => each !== undefined);
      const name = title === undefined ? around.name : around.name === '' ? title : `${around.name}.${title}`;
      return stepsOf(document, child, { values, name }, depth + 1);
    });
  });
  return nested;
}

function stepOf(document: CiDocument, step: Node, index: number, around: Surroundings): PipelineStep[] {
  const conditional = entries(document, step).find(({ key }) => key.startsWith('${{'));
  if (conditional)
    return items(document, conditional.value).flatMap((each, at) => stepOf(document, each, at, around));
  const shell = commandText(document, step);
  if (!shell) return [];
  const own = variables(document, field(document, step, 'env'));
  const title =
    text(document, field(document, step, 'displayName')) ?? text(document, field(document, step, 'name'));
  const name = [around.name, title ?? `step ${index + 1}`].filter(Boolean).join('.');
  const folder =
    text(document, field(document, step, 'workingDirectory')) ??
    text(document, field(document, field(document, step, 'inputs'), 'workingDirectory'));
  const environment = Object.fromEntries(
    Object.entries({ ...around.values, ...own }).map(([key, value]) => [key, expanded(value, around.values)]),
  );
  const body = { ...shell, text: expanded(shell.text, around.values) };
  return [
    ciStep(name, body, environment, folder === undefined ? undefined : expanded(folder, around.values)),
  ];
}

/** Azure DevOps pipelines and their templates. */
export const azurePipelines: CiReader = {
  kind: 'azure-pipelines',
  matches: (path, written) =>
    /azure-?pipelines?[^/]*\.ya?ml$|(^|\/)\.(azure|azuredevops|azure-pipelines|pipelines)\/.*\.ya?ml$/i.test(
      path,
    ) ||
    (/^\s*-\s+task:\s*\w+@\d/m.test(written) && /^\s*(steps|jobs|stages):/m.test(written)),
  readPipelines: (document): Pipeline[] => {
    const { root, path } = document;
    const parameters = Object.fromEntries(
      items(document, field(document, root, 'parameters')).flatMap((each): [string, string][] => {
        const [name, value] = [
          text(document, field(document, each, 'name')),
          text(document, field(document, each, 'default')),
        ];
        return name !== undefined && value !== undefined ? [[name, value]] : [];
      }),
    );
    const steps = stepsOf(document, root, { values: parameters, name: '' }, 0);
    const stem = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
    const name = text(document, field(document, root, 'name')) ?? stem;
    return steps.length > 0
      ? [{ name: /\$\(/.test(name) ? stem : name, kind: 'azure-pipelines', line: 1, steps }]
      : [];
  },
};
