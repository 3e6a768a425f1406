import type { MapConfidence } from '@driftline/contracts';
import type { Access, Call, Machine } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import type { ModelRecord, TrainingRecord } from '../../values/records.js';
import { stringsOf } from '../../values/texts.js';
import { type Cell, NOTHING, type Value } from '../../values/value.js';
import { dataOf, storedField } from '../arguments.js';

/** How well a name names a model: registering beats saving beats its type. */
const TYPED = 1;
export const SAVED = 2;
const REGISTERED = 3;

const MAXIMUM_DEPTH = 3;

/** Objects that a value is, holds, or is a member of: `{'model': m}`, `m.state_dict()`. */
export function heldCells(value: Value | undefined, depth = 0): Cell[] {
  if (!value || depth > MAXIMUM_DEPTH) return [];
  const own = (value.references ?? []).flatMap((reference) => {
    if (reference.kind === 'instance') return [reference.cell];
    return reference.kind === 'method' ? heldCells(reference.receiver, depth + 1) : [];
  });
  const parts = [...(value.items ?? []), ...(value.fields?.values() ?? [])];
  return [...own, ...parts.flatMap((part) => heldCells(part, depth + 1))];
}

/** Trained models in a value; in the objects that it was made of, such as the steps of a pipeline or a wrapped estimator. */
export function modelsOf(value: Value | undefined): ModelRecord[] {
  const models = new Set<ModelRecord>();
  for (const cell of heldCells(value)) {
    for (const model of cell.models) models.add(model);
    const inner = cell.models.size === 0 ? heldCells(cell.fields.get('inner')) : [];
    const fields = cell.definition ? [...cell.fields].flatMap(([, field]) => heldCells(field, 2)) : [];
    for (const each of [...inner, ...fields]) for (const model of each.models) models.add(model);
  }
  return [...models];
}

function addName(model: ModelRecord, name: string, rank: number): void {
  model.names.set(name, Math.max(rank, model.names.get(name) ?? 0));
}

/** Saving names a model after its file; registering names it for good. */
export function nameModels(models: readonly ModelRecord[], names: readonly string[], rank: number): void {
  for (const model of models) for (const name of names) addName(model, name, rank);
}

function stemOf(path: string): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? path;
  return name.replace(/\.[A-Za-z]\w{0,9}(\.[a-z]{1,3})?$/, '') || name;
}

function trainedOn({ features, labels }: TrainingRecord): Flow {
  return joinFlows(blend(features), blend(labels));
}

/** The data that models were trained on. */
export function dataOfModels(models: readonly ModelRecord[]): Flow {
  return models
    .flatMap((model) => model.trainings)
    .map(trainedOn)
    .reduce(joinFlows, NO_FLOW);
}

/** What to say of a write of this value when it holds trained models. */
export function artefactAccess(value: Value | undefined): Access {
  const models = modelsOf(value);
  return models.length > 0 ? { kind: 'model', models } : {};
}

/** Writes models to a file, whose name becomes theirs. `models` may be known by other means than the value. */
export function saveModels(
  call: Call,
  machine: Machine,
  value: Value | undefined,
  location: Value | undefined,
  models: readonly ModelRecord[] = modelsOf(value),
): void {
  const target = storedField(location, 'location') ?? location;
  nameModels(models, stringsOf(target).map(stemOf), SAVED);
  const data = joinFlows(dataOf(value), dataOfModels(models));
  const access: Access = models.length > 0 ? { kind: 'model', models } : {};
  if (target) machine.write(call, target, data, access);
}

/** Publishes models in a registry under a name. */
export function registerModels(
  call: Call,
  machine: Machine,
  models: readonly ModelRecord[],
  name: Value | undefined,
  namespace: string,
): void {
  nameModels(models, stringsOf(name), REGISTERED);
  if (!name?.texts?.some((text) => typeof text.value === 'string')) return;
  const texts = name.texts.map((text) => ({ ...text, value: `models/${text.value}` }));
  const data = dataOfModels(models);
  machine.write(call, { texts, flow: NO_FLOW }, data, { kind: 'model', namespace, models });
}

/** A model that is loaded from a file: predictions with it serve whatever was saved there. */
export function loadModel(
  call: Call,
  machine: Machine,
  location: Value | undefined,
  access: Access = {},
): Value {
  const opened = location?.texts ? undefined : dataOf(location);
  const data = location && opened && !location.items ? opened : machine.read(call, location, access);
  return machine.instance(call, 'model.Loaded', data).value;
}

/** What a training call says. */
export interface Training {
  framework: string;
  features: Flow;
  labels?: Flow;
  name: string;
  confidence?: MapConfidence;
}

/** Records a training call and remembers the model on the objects that it trains. */
export function trainModel(
  call: Call,
  machine: Machine,
  cells: Iterable<Cell>,
  training: Training,
): ModelRecord {
  const { framework, features, labels = NO_FLOW, name, confidence = 'exact' } = training;
  const model = machine.train(call, framework, features, labels, confidence);
  addName(model, name, TYPED);
  for (const cell of cells) cell.models.add(model);
  return model;
}

/** Data that an object of the repository's own gives out: what its fields hold and what its methods of iteration answer. */
export function objectFlow(call: Call, machine: Machine, value: Value | undefined, depth = 0): Flow {
  if (!value) return NO_FLOW;
  let flow = dataOf(value);
  for (const item of [...(value.items ?? []), ...(value.fields?.values() ?? [])])
    if (depth < 2) flow = joinFlows(flow, objectFlow(call, machine, item, depth + 1));
  for (const reference of value.references ?? []) {
    if (reference.kind !== 'instance' || !reference.cell.definition) continue;
    for (const name of ['__getitem__', '__iter__', 'train_dataloader']) {
      const method = machine.member({ references: [reference], flow: NO_FLOW }, name);
      const own = method.references?.some((each) => each.kind === 'function');
      if (own) flow = joinFlows(flow, dataOf(machine.call(method, [NOTHING], call)));
    }
    for (const [, field] of reference.cell.fields)
      if (depth < 2) flow = joinFlows(flow, objectFlow(call, machine, field, depth + 1));
  }
  return flow;
}
