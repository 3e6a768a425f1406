import type { Library, Rule } from '../../interpreter/machine.js';
import { shellCommands } from '../../syntax/shellWords.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { NOTHING } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { fieldAt } from './fieldAt.js';
import { startCommand } from './startCommand.js';
import { optionWords, textOf, wordsOf } from './wordsOf.js';

/** `mlflow.projects.run(uri, entry_point, parameters)`: the command of the project's file with its parameters. */
const projectRule: Rule = (call, machine) => {
  const folder = (stringOf(argument(call, 0, 'uri')) ?? '.').replace(/^\.\/?|\/$/g, '');
  const entry = stringOf(argument(call, 1, 'entry_point')) ?? 'main';
  const project = machine.config(folder === '' ? 'MLproject' : `${folder}/MLproject`);
  const point = fieldAt(project, ['entry_points', entry]);
  const parameters = argument(call, undefined, 'parameters');
  const command = stringOf(point?.fields?.get('command'))?.replace(/\{(\w+)\}/g, (all, name: string) => {
    const declared = fieldAt(point, ['parameters', name]);
    const value = parameters?.fields?.get(name) ?? declared?.fields?.get('default') ?? declared;
    return value?.texts ? textOf(value) : all;
  });
  if (command === undefined && entry.endsWith('.py'))
    machine.start(call, folder === '' ? entry : `${folder}/${entry}`, optionWords(parameters), new Map());
  for (const words of shellCommands(command ?? '')) {
    startCommand(
      call,
      machine,
      words.map((word) => (/\.(py|r|sh)$/i.test(word) && folder !== '' ? `${folder}/${word}` : word)),
    );
  }
  return NOTHING;
};

const vertexJobRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'vertex.Job', NO_FLOW);
  const script = argument(call, undefined, 'script_path', 'task');
  if (script) cell.fields.set('script', script);
  return value;
};

const vertexRunRule: Rule = (call, machine) => {
  const script = storedField(call.receiver, 'script');
  if (script?.texts)
    machine.start(call, textOf(script), wordsOf(argument(call, undefined, 'args')), new Map());
  return NOTHING;
};

/** Scripts that code starts as jobs elsewhere: MLflow projects, Vertex AI. */
export const scriptJobs: Library = {
  name: 'scriptJobs',
  functions: {
    'mlflow.projects.run': projectRule,
    'mlflow.run': projectRule,
    'google.cloud.aiplatform.CustomTrainingJob': vertexJobRule,
    'google.cloud.aiplatform.CustomJob.from_local_script': vertexJobRule,
  },
  methods: { 'vertex.Job.run': vertexRunRule, 'vertex.Job.submit': vertexRunRule },
};
