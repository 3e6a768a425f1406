import type { Library, Rule } from '../../interpreter/machine.js';
import { blend, joinFlows, NO_FLOW, pickColumns, valueOrigins, withColumn } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, type Value } from '../../values/value.js';
import { under } from '../accessRules.js';
import { argument, callFlow, cellsOf, columnNames, dataOf } from '../arguments.js';
import { loadModel } from './trainedModels.js';

/** `VectorAssembler(inputCols=[…], outputCol='features')` keeps which columns it joins. */
const assemblerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pyspark.ml.feature.VectorAssembler', NO_FLOW);
  for (const name of ['inputCols', 'outputCol']) {
    const given = argument(call, undefined, name);
    if (given) cell.fields.set(name, given);
  }
  return value;
};

function settingOf(value: Value | undefined, name: string): Value | undefined {
  return cellsOf(value).flatMap((cell) => cell.fields.get(name) ?? [])[0];
}

/** The frame with one more column that holds the others. */
const assembleRule: Rule = (call) => {
  const frame = dataOf(argument(call, 0, 'dataset'));
  const columns = columnNames(settingOf(call.receiver, 'inputCols'));
  const name = stringOf(settingOf(call.receiver, 'outputCol'));
  if (!columns || name === undefined) return carrying(frame);
  const joined = { ...NO_FLOW, rest: valueOrigins(pickColumns(frame, columns)) };
  return carrying(withColumn(frame, name, joined));
};

const pipelineRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pyspark.ml.Pipeline', callFlow(call));
  const stages = argument(call, 0, 'stages');
  if (stages) cell.fields.set('inner', stages);
  return value;
};

/** `RandomForestClassificationModel.load(path)`. */
const familyRule: Rule = (call, machine) => {
  if (/\.(load|read)$/.test(call.name)) return loadModel(call, machine, argument(call, 0, 'path'));
  return /\.[A-Z]\w*$/.test(call.name)
    ? machine.instance(call, call.name, callFlow(call)).value
    : carrying(blend(joinFlows(NO_FLOW, callFlow(call))));
};

/** Spark ML beside what it shares with scikit-learn. */
export const sparkLearning: Library = {
  name: 'sparkLearning',
  functions: {
    'pyspark.ml.feature.VectorAssembler': assemblerRule,
    ...under(['pyspark.ml', 'pyspark.ml.pipeline'], { Pipeline: pipelineRule }),
    'pyspark.ml.*': familyRule,
  },
  methods: {
    'pyspark.ml.feature.VectorAssembler.transform': assembleRule,
  },
};
