import type { Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, dictOf, flowOf, listOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, callFlow } from '../../arguments.js';
import { functionName } from '../functionName.js';
import { KEDRO_CATALOGUE, parameterOf, readEntry, writeEntry } from './kedroCatalogue.js';
import { addNode, type KedroNode, takeNode } from './kedroNodes.js';

/** The pipeline is named after its folder, as Kedro does. */
function pipelineName(machine: Machine): string {
  return /pipelines?\/([^/]+)\//.exec(machine.path)?.[1] ?? 'kedro';
}

function nodeValue(key: string): Value {
  return dictOf(new Map([['kedro node', constant(key)]]));
}

const nodeRule: Rule = (call, machine) => {
  const callable = argument(call, 0, 'func') ?? NOTHING;
  const name = stringOf(argument(call, 3, 'name')) ?? '';
  const outputs = argument(call, 2, 'outputs');
  const key = `${machine.path}|${call.at[2]}|${name}|${functionName(callable)}|${[...(outputs?.texts ?? [])].map((text) => text.value)}`;
  const inputs = argument(call, 1, 'inputs');
  const node = { call, machine, callable, inputs, outputs, name, pipeline: pipelineName(machine) };
  const namespace = stringOf(argument(call, undefined, 'namespace'));
  addNode(key, namespace === undefined ? node : renamed(node, namespace, new Map(), new Set()));
  return nodeValue(key);
};

function keysOf(value: Value | undefined, depth = 0): string[] {
  if (!value || depth > 20) return [];
  const own = stringOf(value.fields?.get('kedro node'));
  return own === undefined ? (value.items ?? []).flatMap((item) => keysOf(item, depth + 1)) : [own];
}

function namesGiven(value: Value | undefined): { mapped: Map<string, string>; kept: Set<string> } {
  const mapped = new Map<string, string>();
  const kept = new Set<string>();
  for (const [name, target] of value?.fields ?? []) mapped.set(name, stringOf(target) ?? name);
  for (const each of value?.items ?? (value?.texts ? [value] : [])) {
    const name = stringOf(each);
    if (name !== undefined) kept.add(name);
  }
  return { mapped, kept };
}

function renamedName(
  name: string,
  namespace: string | undefined,
  mapped: Map<string, string>,
  kept: Set<string>,
): string {
  const plain = mapped.get(name);
  if (plain !== undefined) return plain;
  if (kept.has(name) || namespace === undefined || name === 'parameters') return name;
  return name.startsWith('params:')
    ? name.replace('params:', `params:${namespace}.`)
    : `${namespace}.${name}`;
}

function mapNames(value: Value | undefined, rename: (name: string) => string): Value | undefined {
  if (value?.items) return listOf(value.items.flatMap((item) => mapNames(item, rename) ?? []));
  if (value?.fields)
    return dictOf(new Map([...value.fields].map(([key, each]) => [key, mapNames(each, rename) ?? each])));
  const name = stringOf(value);
  return name === undefined ? value : constant(rename(name));
}

function renamed(
  node: KedroNode,
  namespace: string | undefined,
  mapped: Map<string, string>,
  kept: Set<string>,
): KedroNode {
  const rename = (name: string): string => renamedName(name, namespace, mapped, kept);
  const own = node.name === '' ? functionName(node.callable) : node.name;
  return {
    ...node,
    inputs: mapNames(node.inputs, rename),
    outputs: mapNames(node.outputs, rename),
    name: namespace === undefined ? own : `${namespace}.${own}`,
  };
}

/** `pipeline(nodes, namespace=…, inputs=…, outputs=…, parameters=…)`: the nodes under other names. */
const pipelineRule: Rule = (call, machine) => {
  const keys = call.args
    .flatMap((arg) => keysOf(arg))
    .concat(keysOf(argument(call, undefined, 'pipe', 'nodes')));
  const namespace = stringOf(argument(call, undefined, 'namespace'));
  const changes = ['inputs', 'outputs', 'parameters'].map((name) =>
    namesGiven(argument(call, undefined, name)),
  );
  const changed = namespace !== undefined || changes.some(({ mapped }) => mapped.size > 0);
  if (!changed) return listOf(keys.map(nodeValue));
  const mapped = new Map(changes.flatMap((each) => [...each.mapped]));
  const kept = new Set(changes.flatMap((each) => [...each.kept]));
  const moved = keys.flatMap((key) => {
    const node = takeNode(machine, key);
    if (!node) return [];
    const own = `${key}@${namespace ?? ''}|${call.at[2]}`;
    addNode(own, renamed(node, namespace, mapped, kept));
    return [nodeValue(own)];
  });
  return listOf(moved);
};

/** `catalog.load('x')`, `context.catalog.save('x', data)`. */
const loadRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name'));
  if (name === undefined || !machine.config(KEDRO_CATALOGUE)) return carrying(callFlow(call));
  const parameter = parameterOf(machine, name);
  if (parameter) return parameter;
  const flow = readEntry(call, machine, name);
  if (!flow) machine.unresolved(call, `the catalogue has no entry ${name}`);
  return { flow: flow ?? NO_FLOW, why: `entry ${name} of the catalogue` };
};

const saveRule: Rule = (call, machine) => {
  const [name, data] = [stringOf(argument(call, 0, 'name')), argument(call, 1, 'data')];
  const known = machine.config(KEDRO_CATALOGUE) !== undefined;
  if (known && name !== undefined && !writeEntry(call, machine, name, data, data ? flowOf(data) : NO_FLOW))
    machine.unresolved(call, `the catalogue has no entry ${name}`);
  return NOTHING;
};

const PIPELINES = [
  'kedro.pipeline.pipeline',
  'kedro.pipeline.Pipeline',
  'kedro.pipeline.modular_pipeline.pipeline',
  'kedro.pipeline.modular_pipeline',
  'kedro.pipeline.pipeline.Pipeline',
];

/** Kedro: nodes, modular pipelines and the catalogue. */
export const kedro: Library = {
  name: 'kedro',
  functions: {
    'kedro.pipeline.node': nodeRule,
    'kedro.pipeline.Node': nodeRule,
    'kedro.pipeline.node.node': nodeRule,
    'kedro.pipeline.node.Node': nodeRule,
    ...Object.fromEntries(PIPELINES.map((name) => [name, pipelineRule])),
  },
  methods: {
    '*.catalog.load': loadRule,
    '*.catalog.save': saveRule,
  },
};
