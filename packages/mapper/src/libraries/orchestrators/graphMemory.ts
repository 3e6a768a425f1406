import type { Call, Machine, Task } from '../../interpreter/machine.js';
import { stringOf } from '../../values/texts.js';
import { constant, type Value } from '../../values/value.js';

const GRAPH = 'graph';

/** The graph that the running activity declares or belongs to. */
export function currentGraph(machine: Machine): string | undefined {
  return stringOf(machine.memory(GRAPH, 'activity').fields.get('name'));
}

export function enterGraph(machine: Machine, name: string): void {
  machine.memory(GRAPH, 'activity').fields.set('name', constant(name));
}

/** The name of the running file without its folders and ending. */
export function stemOfFile(machine: Machine): string {
  return (machine.path.split('/').at(-1) ?? machine.path).replace(/\.[^.]*$/, '');
}

export function taskOf(graph: string, name: string, kind: string): Task {
  return { name: `${graph}.${name}`, kind: 'task', graph: { name: graph, kind } };
}

/** Calls a function as a task of a graph; calls inside of it that are tasks belong to the same graph. */
export function runTask(
  call: Call,
  machine: Machine,
  task: Task,
  callee: Value,
  given: { args: readonly Value[]; named: ReadonlyMap<string, Value> },
): Value {
  enterGraph(machine.within(task), task.graph.name);
  return machine.task(call, task, callee, given);
}
