import type { Call, Machine } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { type Cell, constant, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { textOf } from '../wordsOf.js';

const DAG_TYPE = 'airflow.DAG';
const CURRENT = 'airflow';

/** The graph that the code is declaring, or that the running task belongs to. */
export function currentDag(call: Call, machine: Machine): Cell | undefined {
  const given = cellsOf(call.named.get('dag')).find((cell) => cell.type === DAG_TYPE);
  return given ?? cellsOf(machine.memory(CURRENT, 'activity').fields.get('dag'))[0];
}

export function enterDag(machine: Machine, dag: Value): void {
  machine.memory(CURRENT, 'activity').fields.set('dag', dag);
}

/** Declares a graph; operators that follow belong to it unless they name another. */
export function declareDag(call: Call, machine: Machine, id: Value | undefined): Value {
  const { cell, value } = machine.instance(call, DAG_TYPE, NO_FLOW);
  cell.fields.set('id', id ?? constant('dag'));
  for (const name of ['params', 'default_args', 'template_searchpath', 'user_defined_macros', 'schedule']) {
    const given = argument(call, undefined, name);
    if (given) cell.fields.set(name, given);
  }
  enterDag(machine, value);
  return value;
}

export function dagName(dag: Cell | undefined): string {
  const id = dag?.fields.get('id');
  return id ? textOf(id) : 'dag';
}

/** The prefix that an open group gives its tasks. */
export function groupPrefix(dag: Cell | undefined): string {
  const group = dag?.fields.get('group');
  return group ? `${textOf(group)}.` : '';
}

/** Runs code whose tasks belong to a group. */
export function inGroup(dag: Cell | undefined, id: string, run: () => Value): Value {
  if (!dag) return run();
  const outer = dag.fields.get('group') ?? NOTHING;
  dag.fields.set('group', constant(`${groupPrefix(dag)}${id}`));
  const result = run();
  if (outer === NOTHING) dag.fields.delete('group');
  else dag.fields.set('group', outer);
  return result;
}
