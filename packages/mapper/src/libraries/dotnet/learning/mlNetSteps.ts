import type { Call, Machine } from '../../../interpreter/machine.js';
import {
  type Flow,
  joinFlows,
  NO_FLOW,
  pickColumn,
  pickColumns,
  valueOrigins,
} from '../../../values/flow.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { constant, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { created, given } from '../dotnetRules.js';

const ESTIMATOR = 'MlEstimator';

/** A step that makes a column of others; `inputs` are the columns that it is made of. */
export function columnStep(call: Call, machine: Machine, inputs: readonly string[] | undefined): Value {
  const output = stringOf(given(call, 0, 'outputColumnName'));
  const given1 = inputs ?? stringsOf(given(call, 1, 'inputColumnName'));
  const made = given1.length > 0 ? given1 : output === undefined ? [] : [output];
  const columns =
    output === undefined
      ? {}
      : { [`column ${output}`]: { items: made.map((name) => constant(name)), flow: NO_FLOW } };
  return created(call, machine, ESTIMATOR, columns);
}

/** A trainer, with the columns that it learns from. */
export function trainerStep(
  call: Call,
  machine: Machine,
  name: string,
  labelAt: number,
  featuresAt: number,
): Value {
  const label = given(call, labelAt, 'labelColumnName', 'labelColumn') ?? constant('Label');
  const features = given(call, featuresAt, 'featureColumnName', 'featureColumn') ?? constant('Features');
  const matrix = [
    'matrixColumnIndexColumnName',
    'matrixRowIndexColumnName',
    'inputColumnName',
    'sentence1ColumnName',
  ].flatMap((each) => stringOf(call.named.get(each)) ?? []);
  const used = matrix.length > 0 ? { items: matrix.map((each) => constant(each)), flow: NO_FLOW } : features;
  return created(call, machine, ESTIMATOR, {
    trainer: constant(name),
    label: label.texts ? label : undefined,
    features: used,
  });
}

/** One estimator after another: what both say. */
export function appended(call: Call, machine: Machine): Value {
  const fields: Record<string, Value | undefined> = {};
  const parts = [call.receiver, ...call.args];
  for (const part of parts)
    for (const cell of cellsOf(part)) for (const [name, value] of cell.fields) fields[name] = value;
  return created(call, machine, ESTIMATOR, fields);
}

/** Columns of the data that a column of the pipeline is made of, however many steps lie between. */
function originsOf(pipeline: Value | undefined, column: string, depth = 0): string[] {
  const made = storedField(pipeline, `column ${column}`)?.items;
  if (!made || depth > 8) return [column];
  return made.flatMap((item) => {
    const name = stringOf(item);
    if (name === undefined) return [];
    return name === column ? [name] : originsOf(pipeline, name, depth + 1);
  });
}

function known(flow: Flow, names: readonly string[]): string[] {
  return flow.columns.size > 0 ? names.filter((name) => flow.columns.has(name)) : [...names];
}

/** What a trainer at the end of a pipeline learns from, and what it learns to tell. */
export function learnedFrom(pipeline: Value | undefined, data: Flow): { features: Flow; labels: Flow } {
  const label = stringOf(storedField(pipeline, 'label'));
  const named = storedField(pipeline, 'features');
  const features = (named?.items ?? (named ? [named] : [])).flatMap((item) => stringOf(item) ?? []);
  const inputs = known(data, [...new Set(features.flatMap((name) => originsOf(pipeline, name)))]);
  const labelColumns = label === undefined ? [] : known(data, originsOf(pipeline, label));
  const labels = labelColumns.map((name) => pickColumn(data, name)).reduce(joinFlows, NO_FLOW);
  const guessed =
    inputs.length === 0 || (inputs.length === 1 && inputs[0] === 'Features' && !data.columns.has('Features'));
  return {
    features: guessed ? data : pickColumns(data, inputs),
    labels: valueOrigins(labels).size > 0 ? labels : NO_FLOW,
  };
}
