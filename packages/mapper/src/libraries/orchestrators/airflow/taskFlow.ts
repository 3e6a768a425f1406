import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { elementOf, stringOf } from '../../../values/texts.js';
import { type Cell, constant, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf, storedField } from '../../arguments.js';
import { functionName } from '../functionName.js';
import { environmentValues } from '../wordsOf.js';
import { currentDag, declareDag, enterDag, groupPrefix, inGroup } from './dag.js';
import { describeTask } from './operator.js';
import { taskContext } from './taskContext.js';

const TASK = 'airflow.Task';

/** `@task`, `@task.virtualenv`, `@task(task_id=…)`: a function whose calls are tasks. */
export const taskRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, TASK, NO_FLOW);
  const [callable] = call.args;
  if (callable) cell.fields.set('callable', callable);
  cell.fields.set('kind', constant(call.name.split('.').at(-1) ?? 'task'));
  cell.fields.set('id', argument(call, undefined, 'task_id') ?? constant(functionName(callable)));
  return value;
};

function nameAt(call: Call, dag: Cell | undefined, id: string): string {
  const full = `${groupPrefix(dag)}${id}`;
  const place = constant(`${call.at[2]}`);
  const known = dag?.fields.get(`task ${full}`);
  if (!dag || !known || stringOf(known) === stringOf(place)) {
    dag?.fields.set(`task ${full}`, place);
    return full;
  }
  return `${full}__${call.at[0]}`;
}

function runTask(
  call: Call,
  machine: Machine,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  const dag = currentDag(call, machine);
  const id = nameAt(call, dag, stringOf(storedField(call.receiver, 'id')) ?? 'task');
  const task = describeTask(dag, id);
  const context = taskContext(call, machine, dag, dag?.fields.get('params'), id);
  const given = new Map([...context, ...(storedField(call.receiver, 'partial')?.fields ?? []), ...named]);
  if (dag) enterDag(machine.within(task), { references: [{ kind: 'instance', cell: dag }], flow: NO_FLOW });
  const answer = machine.task(call, task, storedField(call.receiver, 'callable') ?? NOTHING, {
    args,
    named: given,
  });
  if (stringOf(storedField(call.receiver, 'kind')) === 'bash' && answer.texts) {
    machine.within(task).shell(call, answer, environmentValues(named.get('env')));
  }
  dag?.fields.set(`xcom ${id}`, answer);
  return answer;
}

const callTaskRule: Rule = (call, machine) => runTask(call, machine, call.args, call.named);

/** `.expand(x=[…])`: one run for each item, which reads like any of them. */
const expandRule: Rule = (call, machine) => {
  const named = [...call.named].map(([name, value]) => [name, elementOf(value)] as const);
  return runTask(call, machine, call.args.map(elementOf), new Map(named));
};

const partialRule: Rule = (call) => {
  for (const cell of cellsOf(call.receiver))
    cell.fields.set('partial', { fields: call.named, flow: NO_FLOW });
  return call.receiver ?? NOTHING;
};

const overrideRule: Rule = (call) => {
  const id = argument(call, undefined, 'task_id');
  for (const cell of cellsOf(call.receiver)) if (id) cell.fields.set('id', id);
  return call.receiver ?? NOTHING;
};

/** `@dag`: a function that declares a graph when it is called. */
export const dagDecoratorRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'airflow.DagFunction', NO_FLOW);
  const [callable, first] = call.args;
  if (callable) cell.fields.set('callable', callable);
  cell.fields.set('id', argument(call, undefined, 'dag_id') ?? first ?? constant(functionName(callable)));
  cell.fields.set('options', { fields: call.named, flow: NO_FLOW });
  return value;
};

const callDagRule: Rule = (call, machine) => {
  const options = storedField(call.receiver, 'options')?.fields ?? new Map<string, Value>();
  const id = storedField(call.receiver, 'id');
  const dag = declareDag({ ...call, named: options }, machine, id);
  machine.call(storedField(call.receiver, 'callable') ?? NOTHING, call.args, call, call.named);
  return dag;
};

/** `@task_group`: its tasks carry its name. */
export const groupDecoratorRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'airflow.TaskGroupFunction', NO_FLOW);
  const [callable] = call.args;
  if (callable) cell.fields.set('callable', callable);
  cell.fields.set('id', argument(call, undefined, 'group_id') ?? constant(functionName(callable)));
  return value;
};

const callGroupRule: Rule = (call, machine) => {
  const id = stringOf(storedField(call.receiver, 'id')) ?? 'group';
  const callable = storedField(call.receiver, 'callable') ?? NOTHING;
  return inGroup(currentDag(call, machine), id, () => machine.call(callable, call.args, call, call.named));
};

/** Functions that are tasks, groups or graphs. */
export const taskFlowMethods: Readonly<Record<string, Rule>> = {
  [`${TASK}.__call__`]: callTaskRule,
  [`${TASK}.expand`]: expandRule,
  [`${TASK}.expand_kwargs`]: expandRule,
  [`${TASK}.partial`]: partialRule,
  [`${TASK}.override`]: overrideRule,
  'airflow.DagFunction.__call__': callDagRule,
  'airflow.TaskGroupFunction.__call__': callGroupRule,
};
