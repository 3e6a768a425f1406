import type { Call, Machine } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { type Cell, constant, dictOf, NOTHING, type Value } from '../../../values/value.js';

const DATES = [
  ...['ds', 'ds_nodash', 'ts', 'ts_nodash', 'logical_date', 'execution_date', 'next_ds', 'prev_ds'],
  ...['next_execution_date', 'data_interval_start', 'data_interval_end', 'run_id'],
];

function instanceOfTask(call: Call, machine: Machine, dag: Cell | undefined, id: string | undefined): Value {
  const { cell, value } = machine.instance(call, 'airflow.TaskInstance', NO_FLOW);
  if (dag) cell.fields.set('dag', { references: [{ kind: 'instance', cell: dag }], flow: NO_FLOW });
  if (id !== undefined) cell.fields.set('task', constant(id));
  return value;
}

/** What Airflow hands to a task's function by name, and to `**context`. */
export function taskContext(
  call: Call,
  machine: Machine,
  dag: Cell | undefined,
  params: Value | undefined,
  id?: string,
): Map<string, Value> {
  const task = instanceOfTask(call, machine, dag, id);
  const run = dictOf(
    new Map([['conf', { flow: NO_FLOW, why: 'the run configuration is given when it runs' }]]),
  );
  return new Map<string, Value>([
    ...DATES.map((name) => [name, { ...constant(`{${name}}`, 'possible'), hint: name }] as const),
    ['ti', task],
    ['task_instance', task],
    ['dag_run', run],
    ['params', params ?? NOTHING],
    ...(dag
      ? [['dag', { references: [{ kind: 'instance' as const, cell: dag }], flow: NO_FLOW }] as const]
      : []),
  ]);
}
