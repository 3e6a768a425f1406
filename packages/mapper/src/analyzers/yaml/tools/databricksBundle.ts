import type { Node } from 'yaml';
import type { Command, Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, lineOf, text, variables } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { emptyStep, linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

const NOTEBOOK_ENDINGS = ['.py', '.ipynb', '.sql', '.r', '.scala'];

function words(document: CiDocument, node: Node | null): string[] {
  return items(document, node).flatMap((each) => text(document, each) ?? []);
}

/** A notebook in a workspace has no ending; its file has one of these. */
function notebookCommands(path: string, parameters: Readonly<Record<string, string>>): Command[] {
  const given = Object.entries(parameters).flatMap(([name, value]) => ['-p', name, value]);
  const endings = NOTEBOOK_ENDINGS.some((ending) => path.endsWith(ending)) ? [''] : NOTEBOOK_ENDINGS;
  return endings.map((ending) => [`${path}${ending}`, ...given]);
}

function commandsOf(
  document: CiDocument,
  task: Node,
): { commands: Command[]; environment: Record<string, string> } {
  const notebook = field(document, task, 'notebook_task');
  const path = text(document, field(document, notebook, 'notebook_path'));
  const parameters = variables(document, field(document, notebook, 'base_parameters'));
  const python = field(document, task, 'spark_python_task');
  const file = text(document, field(document, python, 'python_file'));
  const sql = text(
    document,
    field(document, field(document, field(document, task, 'sql_task'), 'file'), 'path'),
  );
  const commands: Command[] = path === undefined ? [] : notebookCommands(path, parameters);
  if (file !== undefined) commands.push([file, ...words(document, field(document, python, 'parameters'))]);
  if (sql !== undefined) commands.push([sql]);
  return { commands, environment: parameters };
}

function stepOf(document: CiDocument, task: Node): PipelineStep[] {
  const inner = field(document, field(document, task, 'for_each_task'), 'task');
  const { commands, environment } = commandsOf(document, inner ?? task);
  if (commands.length === 0) return [];
  const name = text(document, field(document, task, 'task_key')) ?? 'task';
  return [{ ...emptyStep(name, linesOf(document, task)), commands, environment }];
}

function jobOf(document: CiDocument, key: string, job: Node): Pipeline[] {
  const listed = items(document, field(document, job, 'tasks'));
  const steps = (listed.length > 0 ? listed : [job]).flatMap((task) => stepOf(document, task));
  const name = text(document, field(document, job, 'name')) ?? key;
  return steps.length > 0 ? [{ name, kind: 'databricks-job', line: lineOf(document, job), steps }] : [];
}

/** Databricks: jobs of asset bundles, and jobs described as the API takes them. A linker fills variables. */
export const databricksBundle: ToolReader = {
  name: 'databricks',
  matches: (_path, content) => /\b(notebook_task|spark_python_task|sql_task)["']?\s*:/.test(content),
  read: (document) => {
    const { root } = document;
    const jobs = entries(document, field(document, field(document, root, 'resources'), 'jobs'));
    const pipelines = jobs.flatMap(({ key, value }) => (value ? jobOf(document, key, value) : []));
    return { pipelines: pipelines.length > 0 ? pipelines : jobOf(document, 'job', root) };
  },
};
