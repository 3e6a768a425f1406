import type { Call, Machine } from '../../interpreter/machine.js';
import type { Value } from '../../values/value.js';
import { environmentOf, textOf, wordsOf } from './wordsOf.js';

/** Starts the notebook or script that a Databricks task describes, with its parameters. */
export function startDatabricksTask(call: Call, machine: Machine, task: Value): void {
  const notebook = task.fields?.get('notebook_task') ?? task;
  const path = notebook.fields?.get('notebook_path');
  if (path) {
    const parameters = environmentOf(
      notebook.fields?.get('base_parameters') ?? notebook.fields?.get('notebook_params'),
    );
    const words = [...parameters].flatMap(([name, text]) => ['-p', name, text]);
    for (const file of notebookFiles(textOf(path))) machine.start(call, file, words, parameters);
  }
  const python = task.fields?.get('spark_python_task');
  const script = python?.fields?.get('python_file');
  if (script) machine.start(call, textOf(script), wordsOf(python?.fields?.get('parameters')), new Map());
}

/** A workspace path has no extension; the repository's file has one of these. */
function notebookFiles(path: string): string[] {
  if (/\.(py|ipynb|sql|r|scala)$/i.test(path)) return [path];
  return ['py', 'ipynb', 'sql', 'r', 'scala'].map((ending) => `${path}.${ending}`);
}
