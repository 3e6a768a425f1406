import type { Access, Call, Machine } from '../../../interpreter/machine.js';
import { type Flow, isEmptyFlow, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { type Cell, constant, dictOf, listOf, type Value } from '../../../values/value.js';
import { cellsOf } from '../../arguments.js';
import { artefactAccess, dataOfModels, modelsOf, nameModels, SAVED } from '../../learning/trainedModels.js';
import { nearestEntry } from '../nearestEntry.js';
import { textOf } from '../wordsOf.js';

/** An asset as its storage sees it. */
export interface StoredAsset {
  key: string;
  schema?: string | undefined;
  manager: string;
}

const RESOURCES = 'dagster resources';

/** Remembers the resources of `Definitions`, with the file that gives them: they are known before any asset runs. */
export function addResources(machine: Machine, resources: Value | undefined): void {
  const cell = machine.memory(RESOURCES, 'repository');
  for (const [name, value] of resources?.fields ?? []) {
    const known = new Map(cell.fields.get(name)?.fields);
    cell.fields.set(name, dictOf(known.set(machine.path, value)));
  }
}

/** A resource by its name: that of the code location which is nearest, as a repository may hold several. */
export function resourceOf(machine: Machine, name: string): Value | undefined {
  const known = machine.memory(RESOURCES, 'repository').fields.get(name)?.fields;
  return known ? nearestEntry(known, machine.path) : undefined;
}

function field(cell: Cell, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = cell.fields.get(name);
    if (value?.texts) return textOf(value);
  }
  return undefined;
}

/** Dagster's own managers keep an asset in a table or object that its key names. */
function knownPlace(
  cell: Cell,
  { key, schema }: StoredAsset,
): { location: string; access: Access } | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? key;
  const inner =
    schema ?? (parts.length > 1 ? parts.at(-2) : undefined) ?? field(cell, 'schema', 'dataset') ?? 'public';
  const type = cell.type.split('.').at(-1) ?? '';
  if (/snowflake/i.test(type)) {
    return {
      location: `${field(cell, 'database') ?? '{database}'}.${inner}.${name}`,
      access: { kind: 'table', namespace: 'snowflake' },
    };
  }
  if (/bigquery/i.test(type)) {
    return {
      location: `${field(cell, 'project') ?? '{project}'}.${inner}.${name}`,
      access: { kind: 'table', namespace: 'bigquery' },
    };
  }
  if (/duckdb/i.test(type)) {
    return {
      location: `${inner}.${name}`,
      access: { kind: 'table', namespace: `duckdb://${field(cell, 'database') ?? '{database}'}` },
    };
  }
  const bucket = field(cell, 's3_bucket', 'gcs_bucket');
  if (bucket !== undefined) {
    const scheme = /gcs/i.test(type) ? 'gs' : 's3';
    return {
      location: `${scheme}://${bucket}/${field(cell, 's3_prefix', 'gcs_prefix') ?? 'dagster'}/${key}`,
      access: {},
    };
  }
  const folder = field(cell, 'base_dir', 'base_path');
  return /^(Filesystem|FS|UPath|Polars|Local)\w*Manager$/i.test(type) && folder !== undefined
    ? { location: `${folder}/${key}`, access: {} }
    : undefined;
}

/** What Dagster hands to a manager of the repository. */
function contextOf(asset: StoredAsset): Value {
  const path = listOf(asset.key.split('/').map((part) => constant(part)));
  const key = { ...dictOf(new Map([['path', path]])), texts: constant(asset.key).texts ?? [] };
  return dictOf(
    new Map<string, Value>([
      ['asset_key', key],
      ['name', constant(asset.key.split('/').at(-1) ?? asset.key)],
      ['step_key', constant(asset.key)],
    ]),
  );
}

function managerCells(machine: Machine, { manager }: StoredAsset): Cell[] {
  return cellsOf(resourceOf(machine, manager));
}

/** Reads an asset from where its manager keeps it; by its key when nothing says where. */
export function readAsset(call: Call, machine: Machine, asset: StoredAsset): Flow {
  for (const cell of managerCells(machine, asset)) {
    const place = knownPlace(cell, asset);
    if (place) return machine.read(call, constant(place.location, 'inferred'), place.access);
    if (cell.definition) {
      const load = machine.member({ references: [{ kind: 'instance', cell }], flow: NO_FLOW }, 'load_input');
      return machine.call(load, [contextOf(asset)], call).flow;
    }
  }
  return machine.read(call, constant(asset.key), { namespace: 'dagster' });
}

/** A function that answers nothing leaves nothing for a manager to keep. */
function isNothing({ texts, items, fields, references, flow, why }: Value): boolean {
  const none = texts?.every((text) => text.value === null) ?? why === undefined;
  return none && !items && !fields && !references && isEmptyFlow(flow);
}

/** Writes an asset where its manager keeps it; what its function fills by itself stays under its key. */
export function writeAsset(call: Call, machine: Machine, asset: StoredAsset, data: Value): void {
  const models = modelsOf(data);
  nameModels(models, [asset.key.split('/').at(-1) ?? asset.key], SAVED);
  const flow = joinFlows(data.flow, dataOfModels(models));
  const held = artefactAccess(data);
  for (const cell of isNothing(data) ? [] : managerCells(machine, asset)) {
    const place = knownPlace(cell, asset);
    if (place) {
      machine.write(call, constant(place.location, 'inferred'), flow, { ...place.access, ...held });
      return;
    }
    if (cell.definition) {
      const handle = machine.member(
        { references: [{ kind: 'instance', cell }], flow: NO_FLOW },
        'handle_output',
      );
      machine.call(handle, [contextOf(asset), data], call);
      return;
    }
  }
  machine.write(call, constant(asset.key), flow, { namespace: 'dagster', ...held });
}

export function managerName(value: Value | undefined): string {
  return stringOf(value) ?? 'io_manager';
}
