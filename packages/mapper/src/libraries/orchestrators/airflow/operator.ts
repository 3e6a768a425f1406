import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { type Cell, dictOf, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { textOf } from '../wordsOf.js';
import { assetLocations } from './assets.js';
import { currentDag, dagName, enterDag, groupPrefix } from './dag.js';
import { renderTemplate, type TemplateScope } from './renderTemplate.js';

/** One task of a graph, with what its operator needs. */
export interface OperatorTask {
  id: string;
  dag: Cell | undefined;
  scope: TemplateScope;
  /** The call as the operator was written, templates as they are. */
  written: Call;
}

/** What an operator does, as its task: `call` has its templates filled. The answer is what it leaves for other tasks. */
export type Work = (call: Call, machine: Machine, task: OperatorTask) => Value | undefined;

function withDefaults(call: Call, dag: Cell | undefined): Call {
  const defaults = dag?.fields.get('default_args')?.fields;
  return defaults ? { ...call, named: new Map([...defaults, ...call.named]) } : call;
}

function paramsOf(call: Call, dag: Cell | undefined): Value | undefined {
  const [outer, own] = [dag?.fields.get('params')?.fields, argument(call, undefined, 'params')?.fields];
  return outer || own ? dictOf(new Map([...(outer ?? []), ...(own ?? [])])) : undefined;
}

/** The full id of a task: a second call site that gives the same id is another task. */
function taskId(call: Call, dag: Cell | undefined): string {
  const given = argument(call, undefined, 'task_id', 'name');
  return `${groupPrefix(dag)}${given ? textOf(given) : 'task'}`;
}

export function describeTask(dag: Cell | undefined, id: string) {
  const graph = dagName(dag);
  return { name: `${graph}.${id}`, kind: 'task' as const, graph: { name: graph, kind: 'airflow-dag' } };
}

function rendered(call: Call, scope: TemplateScope): Call {
  const named = [...call.named].map(([name, value]) => [name, renderTemplate(value, scope)] as const);
  return { ...call, args: call.args.map((value) => renderTemplate(value, scope)), named: new Map(named) };
}

/** Declared datasets of a task: what it reads and what it writes. */
function declareAssets(call: Call, own: Machine): void {
  for (const location of assetLocations(argument(call, undefined, 'inlets'))) own.read(call, location);
  for (const location of assetLocations(argument(call, undefined, 'outlets')))
    own.write(call, location, NO_FLOW);
}

/** The rule of an operator's constructor: a task of the current graph which does its work. */
export const operator =
  (work: Work): Rule =>
  (given, machine) => {
    const dag = currentDag(given, machine);
    const [made] = cellsOf(given.receiver).flatMap((cell) => cell.made ?? []);
    const call = withDefaults(made ? { ...given, place: made } : given, dag);
    const id = taskId(call, dag);
    const own = machine.within(describeTask(dag, id));
    if (dag) enterDag(own, { references: [{ kind: 'instance', cell: dag }], flow: NO_FLOW });
    const scope = { machine, dag, params: paramsOf(call, dag) };
    const output = work(rendered(call, scope), own, { id, dag, scope, written: call });
    declareAssets(call, own);
    if (output) dag?.fields.set(`xcom ${id}`, output);
    const holder = call.receiver ? cellsOf(call.receiver) : [];
    const instance = call.receiver ?? machine.instance(call, 'airflow.Operator', NO_FLOW).value;
    for (const cell of [...holder, ...cellsOf(instance)]) if (output) cell.fields.set('output', output);
    return instance;
  };
