import type { Call, Machine } from '../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../values/flow.js';
import type { ModelRecord } from '../values/records.js';
import { stringsOf } from '../values/texts.js';
import { flowOf, type Value } from '../values/value.js';
import { cellsOf } from './arguments.js';

/** How well a name names a model: registering beats saving beats its type. */
export const NAMED_BY_TYPE = 1;
const NAMED_BY_FILE = 2;
export const NAMED_BY_REGISTRY = 3;

/** Models that a value, or anything in it, may be. */
export function modelsOf(value: Value | undefined): ModelRecord[] {
  if (!value) return [];
  const held = [...(value.items ?? []), ...(value.fields?.values() ?? [])];
  const nested = held.flatMap((each) => cellsOf(each).flatMap((cell) => [...cell.models]));
  return [...new Set([...cellsOf(value).flatMap((cell) => [...cell.models]), ...nested])];
}

export function nameModel(model: ModelRecord, name: string, rank: number): void {
  model.names.set(name, Math.max(rank, model.names.get(name) ?? 0));
}

/** The name that a path gives to what is saved there: its last part without endings. */
function stemOf(path: string): string {
  return (path.replace(/\/+$/, '').split('/').at(-1) ?? path).replace(/\.[^.]*$/, '');
}

/** What training is told of the data. */
export interface Training {
  /** Library, as `xgboost`. */
  framework: string;
  /** What the model is called as long as nothing names it better. */
  type: string;
  features: Flow;
  labels: Flow;
}

/** Records a training call and answers the object that it made. */
export function trainModel(call: Call, machine: Machine, training: Training): Value {
  const { framework, type, features, labels } = training;
  const { cell, value } = machine.instance(call, `model.${type}`, NO_FLOW);
  const model = machine.train(call, framework, features, labels, 'exact');
  nameModel(model, type, NAMED_BY_TYPE);
  cell.models.add(model);
  return value;
}

function trainedOn(models: readonly ModelRecord[]): Flow {
  return models
    .flatMap((model) => model.trainings)
    .map(({ features, labels }) => joinFlows(blend(features), blend(labels)))
    .reduce(joinFlows, NO_FLOW);
}

/** Writes an object: a model brings the data that it was trained on, and is named after where it goes. */
export function saveObject(
  call: Call,
  machine: Machine,
  object: Value | undefined,
  location: Value | undefined,
): void {
  const models = modelsOf(object);
  for (const model of models)
    for (const path of stringsOf(location)) nameModel(model, stemOf(path), NAMED_BY_FILE);
  const data = joinFlows(object ? flowOf(object) : NO_FLOW, trainedOn(models));
  machine.write(call, location, data, models.length > 0 ? { kind: 'model', models } : {});
}
