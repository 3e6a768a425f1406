import type { Call, Machine } from '../../../interpreter/machine.js';
import { joinFlows } from '../../../values/flow.js';
import { type Cell, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { functionName } from '../functionName.js';
import { parameterOf, readEntry, textOfName, writeEntry } from './kedroCatalogue.js';

/** One node: a function with the names of what it takes and gives. */
export interface KedroNode {
  call: Call;
  machine: Machine;
  callable: Value;
  inputs: Value | undefined;
  outputs: Value | undefined;
  name: string;
  pipeline: string;
}

/** Nodes by key, in order; those that a namespace took over are kept apart, as another may take them too. */
interface Registry {
  nodes: Map<string, KedroNode>;
  taken: Map<string, KedroNode>;
}

/** One registry for each resolution of a repository: the cell is its. */
const registries = new WeakMap<Cell, Registry>();

function registryOf(machine: Machine): Registry {
  const cell = machine.memory('kedro', 'repository');
  const known = registries.get(cell);
  if (known) return known;
  const registry: Registry = { nodes: new Map(), taken: new Map() };
  registries.set(cell, registry);
  machine.atEnd(() => runNodes([...registry.nodes.values()]));
  return registry;
}

/** Remembers a node until all are known: data that stays in memory flows from node to node by name. */
export function addNode(key: string, node: KedroNode): void {
  registryOf(node.machine).nodes.set(key, node);
}

/** Takes a node out, to run it under other names only. */
export function takeNode(machine: Machine, key: string): KedroNode | undefined {
  const { nodes, taken } = registryOf(machine);
  const node = nodes.get(key) ?? taken.get(key);
  if (node) taken.set(key, node);
  nodes.delete(key);
  return node;
}

function namesIn(value: Value | undefined): string[] {
  return value?.fields ? [...value.fields.values()].flatMap(textOfName) : textOfName(value);
}

/** Nodes in an order in which whatever gives a name comes before who takes it. */
function ordered(nodes: readonly KedroNode[]): KedroNode[] {
  const givers = new Map(nodes.flatMap((node) => namesIn(node.outputs).map((name) => [name, node] as const)));
  const done = new Set<KedroNode>();
  const visit = (node: KedroNode, depth: number): void => {
    if (done.has(node) || depth > 500) return;
    done.add(node);
    for (const name of namesIn(node.inputs)) {
      const giver = givers.get(name);
      if (giver && !done.has(giver)) visit(giver, depth + 1);
    }
    order.push(node);
  };
  const order: KedroNode[] = [];
  for (const node of nodes) visit(node, 0);
  return order;
}

function runNodes(nodes: readonly KedroNode[]): void {
  const memory = new Map<string, Value>();
  for (const node of ordered(nodes)) runNode(node, memory);
}

function runNode(node: KedroNode, memory: Map<string, Value>): void {
  const { call, machine, callable, inputs, outputs, pipeline } = node;
  const name = node.name === '' ? functionName(callable) : node.name;
  const task = {
    name: `${pipeline}.${name}`,
    kind: 'task' as const,
    graph: { name: pipeline, kind: 'kedro-pipeline' },
  };
  const own = machine.within(task);
  const input = (value: Value): Value => inputValue(call, own, value, memory);
  const args = inputs?.fields ? [] : (inputs?.items ?? (inputs?.texts ? [inputs] : [])).map(input);
  const named = [...(inputs?.fields ?? [])].map(([key, value]) => [key, input(value)] as const);
  const answer = machine.task(call, task, callable, { args, named: new Map(named) });
  giveOutputs(call, own, answer, outputs, memory);
}

function inputValue(call: Call, machine: Machine, value: Value, memory: Map<string, Value>): Value {
  const [name] = textOfName(value);
  if (name === undefined) return NOTHING;
  const parameter = parameterOf(machine, name);
  if (parameter) return parameter;
  const flow = readEntry(call, machine, name);
  const held = memory.get(name);
  if (flow && held && !held.texts) return { ...held, flow };
  return flow
    ? { flow, why: `entry ${name} of the catalogue` }
    : (held ?? { ...NOTHING, why: `nothing gives ${name}`, hint: name });
}

function giveOutputs(
  call: Call,
  machine: Machine,
  answer: Value,
  outputs: Value | undefined,
  memory: Map<string, Value>,
): void {
  const given = outputs?.fields
    ? [...outputs.fields].map(([key, value]) => [value, answer.fields?.get(key)] as const)
    : (outputs?.items ?? (outputs?.texts ? [outputs] : [])).map(
        (value, index) => [value, outputs?.items && answer.items ? answer.items[index] : undefined] as const,
      );
  for (const [output, part] of given) {
    const value = part ?? answer;
    for (const name of textOfName(output)) {
      const flow = part ? flowOf(part) : joinFlows(answer.flow, flowOf(answer));
      writeEntry(call, machine, name, value, flow);
      memory.set(name, value);
    }
  }
}
