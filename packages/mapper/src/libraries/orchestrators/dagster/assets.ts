import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { constant, dictOf, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { functionName, parameterNames } from '../functionName.js';
import { enterGraph } from '../graphMemory.js';
import { nearestEntry } from '../nearestEntry.js';
import { textOf } from '../wordsOf.js';
import { keyOf, keysOf } from './assetKey.js';
import { managerName, readAsset, resourceOf, type StoredAsset, writeAsset } from './ioManagers.js';

const ASSET = 'dagster.Asset';
const KNOWN = 'dagster assets';

/** Remembers where an asset is kept, by its key. */
function remember(machine: Machine, asset: StoredAsset): void {
  const { fields } = machine.memory(KNOWN, 'repository');
  fields.set(asset.key, constant(`${asset.manager}|${asset.schema ?? ''}`));
  const name = `name ${asset.key.split('/').at(-1)}`;
  fields.set(name, dictOf(new Map(fields.get(name)?.fields).set(machine.path, constant(asset.key))));
}

/** The asset that a key or its last part names; undefined when no code of the repository declares it. */
function known(machine: Machine, key: string): StoredAsset | undefined {
  const { fields } = machine.memory(KNOWN, 'repository');
  const named = fields.get(`name ${key}`)?.fields;
  const full = fields.has(key) ? key : stringOf(named && nearestEntry(named, machine.path));
  const kept = full === undefined ? undefined : stringOf(fields.get(full));
  if (full === undefined || kept === undefined) return undefined;
  const [manager = 'io_manager', schema = ''] = kept.split('|');
  return { key: full, manager, ...(schema === '' ? {} : { schema }) };
}

function prefixed(prefix: Value | undefined, name: string): string {
  const parts = prefix?.items ? prefix.items.map(textOf) : prefix?.texts ? [textOf(prefix)] : [];
  return [...parts, name].join('/');
}

/** The asset that `@asset(…)` or `AssetOut(…)` declares. */
function declared(options: ReadonlyMap<string, Value>, name: string): StoredAsset {
  const key = keyOf(options.get('key'));
  const schema = stringOf(options.get('metadata')?.fields?.get('schema'));
  return {
    key: key ?? prefixed(options.get('key_prefix'), stringOf(options.get('name')) ?? name),
    schema,
    manager: managerName(options.get('io_manager_key')),
  };
}

function graphOf(options: ReadonlyMap<string, Value>): string {
  return stringOf(options.get('group_name')) ?? 'default';
}

/** Values for the function's parameters: assets of that name, resources, and what `ins` maps. */
function inputs(
  call: Call,
  machine: Machine,
  callable: Value,
  options: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const given = new Map<string, Value>();
  const ins = options.get('ins')?.fields;
  for (const name of parameterNames(callable)) {
    const mapped = ins?.get(name);
    const resource = resourceOf(machine, name);
    if (resource) given.set(name, resource);
    else if (name !== 'context' && name !== 'config') {
      const key = mapped ? (keyOf(mapped) ?? prefixedInput(mapped, name)) : name;
      const asset = known(machine, key) ?? (mapped ? { key, manager: 'io_manager' } : undefined);
      if (asset) given.set(name, { flow: readAsset(call, machine, asset), why: `asset ${asset.key}` });
    }
  }
  return given;
}

function prefixedInput(mapped: Value, name: string): string {
  const [cell] = cellsOf(mapped);
  return prefixed(cell?.fields.get('key_prefix'), name);
}

function readDependencies(call: Call, machine: Machine, options: ReadonlyMap<string, Value>): void {
  const keys = [...keysOf(options.get('deps')), ...keysOf(options.get('non_argument_deps'))];
  for (const key of keys) readAsset(call, machine, known(machine, key) ?? { key, manager: 'io_manager' });
}

function contextValue(options: ReadonlyMap<string, Value>, machine: Machine): Value {
  const resources = new Map<string, Value>();
  for (const item of options.get('required_resource_keys')?.items ?? []) {
    const name = stringOf(item);
    const value = name === undefined ? undefined : resourceOf(machine, name);
    if (name !== undefined && value) resources.set(name, value);
  }
  return { fields: new Map([['resources', { fields: resources, flow: NO_FLOW }]]), flow: NO_FLOW };
}

function materialise(
  call: Call,
  machine: Machine,
  callable: Value,
  options: ReadonlyMap<string, Value>,
  assets: readonly StoredAsset[],
): void {
  const name = functionName(callable);
  const graph = graphOf(options);
  const [only] = assets;
  const task = {
    name: assets.length === 1 && only ? only.key : name,
    kind: 'task' as const,
    graph: { name: graph, kind: 'dagster' },
  };
  const own = machine.within(task);
  enterGraph(own, graph);
  readDependencies(call, own, options);
  const named = inputs(call, own, callable, options);
  const context = parameterNames(callable).includes('context')
    ? [['context', contextValue(options, own)] as const]
    : [];
  const answer = machine.task(call, task, callable, { args: [], named: new Map([...context, ...named]) });
  for (const [index, asset] of assets.entries()) {
    const part = (assets.length > 1 ? answer.items?.[index] : undefined) ?? answer;
    writeAsset(call, own, asset, { ...part, flow: flowOf(part) });
  }
}

/** `@asset`: runs once everything is known, with the assets that its parameters name. */
export const assetRule: Rule = (call, machine) => {
  const [callable = NOTHING] = call.args;
  const asset = declared(call.named, functionName(callable));
  remember(machine, asset);
  machine.defer(() => materialise(call, machine, callable, call.named, [asset]));
  const { cell, value } = machine.instance(call, ASSET, NO_FLOW);
  cell.fields.set('key', constant(asset.key));
  cell.fields.set('callable', callable);
  return value;
};

/** `@multi_asset(outs={…})` or `specs=[…]`. */
export const multiAssetRule: Rule = (call, machine) => {
  const [callable = NOTHING] = call.args;
  const outs = [...(argument(call, undefined, 'outs')?.fields ?? [])].map(([name, out]) =>
    declared(new Map(cellsOf(out).flatMap((cell) => [...cell.fields])), name),
  );
  const specs = keysOf(argument(call, undefined, 'specs')).map((key) => ({ key, manager: 'io_manager' }));
  const assets = [...outs, ...specs];
  for (const asset of assets) remember(machine, asset);
  machine.defer(() => materialise(call, machine, callable, call.named, assets));
  return machine.instance(call, ASSET, NO_FLOW).value;
};

/** An asset that something else fills: `SourceAsset`, `AssetSpec`, `AssetIn`, `AssetOut`. */
export const specRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, call.name, NO_FLOW);
  for (const [name, each] of call.named) cell.fields.set(name, each);
  const first = argument(call, 0, 'key', 'asset_key', 'asset');
  const key = keyOf(first);
  if (key !== undefined) cell.fields.set('key', constant(key));
  if (key !== undefined && /SourceAsset$|AssetSpec$/.test(call.name)) {
    remember(machine, { key, manager: managerName(argument(call, undefined, 'io_manager_key')) });
  }
  return value;
};

/** Calling an asset's function by hand, as its tests do. */
export const callAssetRule: Rule = (call, machine) => {
  const callable = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('callable') ?? [])[0];
  return callable ? machine.call(callable, call.args, call, call.named) : NOTHING;
};
