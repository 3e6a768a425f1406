import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { elementOf, stringOf } from '../../values/texts.js';
import { constant, listOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { functionName } from './functionName.js';
import { currentGraph, enterGraph, runTask, stemOfFile, taskOf } from './graphMemory.js';

/** A framework in which decorated functions are tasks, and decorated functions that call them are graphs. */
export interface TaskFramework {
  name: string;
  /** Kind of its graphs. */
  kind: string;
  /** Dotted names of the decorators. */
  tasks: readonly string[];
  graphs: readonly string[];
  /** Methods that run a task or graph like a call does; `map` gives it each item of its arguments. */
  runs: readonly string[];
  maps?: readonly string[];
}

const NAMES = ['name', 'task_run_name', 'display_name', 'flow_name'];

/** `run`: a graph that nothing calls runs by itself. */
const decorated =
  (type: string, run?: Rule): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    const [callable] = call.args;
    if (callable) cell.fields.set('callable', callable);
    const given = stringOf(argument(call, undefined, ...NAMES));
    cell.fields.set('name', constant(given ?? functionName(callable)));
    machine.defer(() => {
      if (run && !cell.fields.has('ran'))
        run({ ...call, receiver: value, args: [], named: new Map() }, machine);
    });
    return value;
  };

function nameOf(call: Call): string {
  return stringOf(storedField(call.receiver, 'name')) ?? 'task';
}

function callableOf(call: Call): Value {
  return storedField(call.receiver, 'callable') ?? NOTHING;
}

const runTaskRule =
  (kind: string): Rule =>
  (call, machine) => {
    const graph = currentGraph(machine) ?? stemOfFile(machine);
    return runTask(call, machine, taskOf(graph, nameOf(call), kind), callableOf(call), call);
  };

/** A graph is an activity too: what it does itself, between its tasks, is its own. */
const runGraphRule =
  (kind: string): Rule =>
  (call, machine) => {
    const name = nameOf(call);
    for (const cell of cellsOf(call.receiver)) cell.fields.set('ran', constant(true));
    const task = { name, kind: 'task' as const, graph: { name, kind } };
    enterGraph(machine.within(task), name);
    return machine.task(call, task, callableOf(call), call);
  };

function eachItem(value: Value): Value {
  return value.items ? elementOf(value) : value;
}

const mapped =
  (rule: Rule): Rule =>
  (call, machine) => {
    const named = [...call.named].map(([name, value]) => [name, eachItem(value)] as const);
    return listOf([rule({ ...call, args: call.args.map(eachItem), named: new Map(named) }, machine)]);
  };

/** `.with_options(name=…)` and its like: the same task under another name. */
const optionsRule: Rule = (call) => {
  const name = argument(call, undefined, ...NAMES);
  for (const cell of cellsOf(call.receiver)) if (name?.texts) cell.fields.set('name', name);
  return call.receiver ?? NOTHING;
};

const OPTIONS = ['with_options', 'with_parameters', 'options', 'with_overrides', 'configure'];

function methodsOf(type: string, rule: Rule, { runs, maps = [] }: TaskFramework): [string, Rule][] {
  return [
    [`${type}.__call__`, rule],
    ...runs.map((name): [string, Rule] => [`${type}.${name}`, rule]),
    ...maps.map((name): [string, Rule] => [`${type}.${name}`, mapped(rule)]),
    ...OPTIONS.map((name): [string, Rule] => [`${type}.${name}`, optionsRule]),
  ];
}

/** Rules for a framework of decorated functions. */
export function taskFramework(framework: TaskFramework, more: Partial<Library> = {}): Library {
  const [task, graph] = [`${framework.name}.DecoratedTask`, `${framework.name}.DecoratedGraph`];
  return {
    name: framework.name,
    functions: more.functions ?? {},
    methods: {
      ...Object.fromEntries(methodsOf(task, runTaskRule(framework.kind), framework)),
      ...Object.fromEntries(methodsOf(graph, runGraphRule(framework.kind), framework)),
      ...more.methods,
    },
    decorators: {
      ...Object.fromEntries(framework.tasks.map((name) => [name, decorated(task)])),
      ...Object.fromEntries(
        framework.graphs.map((name) => [name, decorated(graph, runGraphRule(framework.kind))]),
      ),
      ...more.decorators,
    },
  };
}
