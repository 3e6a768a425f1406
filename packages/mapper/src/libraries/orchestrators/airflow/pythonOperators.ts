import type { Call, Machine } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { describeTask, type OperatorTask, type Work } from './operator.js';
import { renderTemplate, type TemplateScope } from './renderTemplate.js';
import { taskContext } from './taskContext.js';

/** The function that a task runs: itself, or its dotted name as a DAG factory writes it. */
function callableOf(call: Call, machine: Machine): Value {
  const given = argument(call, undefined, 'python_callable', 'python_callable_name') ?? NOTHING;
  const name = stringOf(given);
  if (name === undefined || given.references) return given;
  const file = stringOf(argument(call, undefined, 'python_callable_file'));
  return machine.imported(file === undefined ? name : `${moduleOf(file)}.${name}`);
}

function moduleOf(file: string): string {
  return file
    .replace(/^.*?\/dags\//, '')
    .replace(/\.py$/, '')
    .split('/')
    .filter((part) => part !== '' && !part.includes('{'))
    .join('.');
}

/** Runs a Python function as its task, with its arguments and the context that it asks for. */
export const pythonWork: Work = (call, machine, { dag, scope, id }: OperatorTask) => {
  const callable = callableOf(call, machine);
  const args = argument(call, undefined, 'op_args')?.items ?? [];
  const kwargs = argument(call, undefined, 'op_kwargs')?.fields ?? new Map<string, Value>();
  const context = taskContext(call, machine, dag, scope.params, id);
  const templates = argument(call, undefined, 'templates_dict');
  if (templates) context.set('templates_dict', templates);
  return machine.task(call, describeTask(dag, id), callable, {
    args,
    named: new Map([...context, ...kwargs]),
  });
};

/** Fields that hold templates, as Airflow fills them before the operator runs. */
function renderFields(self: Value, scope: TemplateScope): void {
  for (const cell of cellsOf(self)) {
    for (const [name, value] of [...cell.fields]) cell.fields.set(name, renderTemplate(value, scope));
  }
}

/** The `execute` method of an operator that the repository defines. */
export const executeWork: Work = (call, machine, { dag, scope, id }) => {
  const self = call.receiver;
  if (!self) return undefined;
  const context = taskContext(call, machine, dag, scope.params, id);
  machine.defer(() => {
    renderFields(self, scope);
    const method = machine.member(self, 'execute');
    const given = { args: [{ fields: context, flow: NOTHING.flow }], named: new Map<string, Value>() };
    machine.task(call, describeTask(dag, id), method, given);
  });
  return undefined;
};
