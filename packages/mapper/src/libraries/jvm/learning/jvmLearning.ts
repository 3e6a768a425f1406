import type { Library, Rule } from '../../../interpreter/machine.js';
import {
  blend,
  type Flow,
  joinFlows,
  NO_FLOW,
  pickColumn,
  pickColumns,
  withColumn,
} from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { modelsOf, saveObject, trainModel } from '../../trainedModels.js';
import { plainFlow } from '../columnExpressions.js';
import { JVM, keep, selfRule, spelled, under } from '../jvmValues.js';
import { ESTIMATORS, SETTERS, TRANSFORMERS } from './stageNames.js';

export const STAGE = 'ml.Stage';

/** A stage of Spark's ML: an estimator of a model, or a transformer that makes columns. */
const stageRule =
  (type: string, trains: boolean): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, STAGE, NO_FLOW);
    cell.fields.set('<type>', constant(type));
    cell.fields.set('<trains>', constant(trains));
    return value;
  };

const setRule: Rule = (call) => {
  const name = call.name.replace(/^set/, '');
  const given = call.args.length > 1 ? listOf(call.args) : call.args[0];
  keep(call.receiver, `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`, given);
  return call.receiver ?? NOTHING;
};

function inputsOf(stage: Value): string[] {
  return [...stringsOf(storedField(stage, 'inputCols')), ...stringsOf(storedField(stage, 'inputCol'))];
}

function outputsOf(stage: Value): string[] {
  return [...stringsOf(storedField(stage, 'outputCol')), ...stringsOf(storedField(stage, 'outputCols'))];
}

/** The frame with the columns that a transformer adds. */
function transformed(stage: Value, frame: Flow): Flow {
  const inputs = inputsOf(stage);
  const from = inputs.length > 0 ? pickColumns(frame, inputs) : frame;
  return outputsOf(stage).reduce((flow, name) => withColumn(flow, name, blend(from)), frame);
}

function stagesOf(stage: Value): Value[] {
  const listed = storedField(stage, 'stages');
  return listed ? (listed.items ?? [listed]).flatMap(stagesOf) : [stage];
}

function trains(stage: Value): boolean {
  return storedField(stage, '<trains>')?.texts?.some((text) => text.value === true) ?? false;
}

/** Features by the names that assembled them, as far as they are known. */
function featuresOf(stages: readonly Value[], estimator: Value, frame: Flow): Flow {
  const column = spelled(storedField(estimator, 'featuresCol')) ?? 'features';
  const assembler = stages.find((stage) => outputsOf(stage).includes(column) && inputsOf(stage).length > 0);
  if (assembler) return pickColumns(frame, inputsOf(assembler));
  const items = [
    spelled(storedField(estimator, 'userCol')),
    spelled(storedField(estimator, 'itemCol')),
  ].filter((each) => each !== undefined);
  if (items.length > 0) return pickColumns(frame, items);
  return frame.columns.has(column) ? pickColumns(frame, [column]) : frame;
}

function estimatorOf(stage: Value): Value {
  const tuned = storedField(stage, 'estimator');
  return tuned ? estimatorOf(tuned) : stage;
}

/** `estimator.fit(data)`: trains when it, or the last stage of a pipeline, is a model. */
const fitRule: Rule = (call, machine) => {
  const stage = call.receiver;
  const frame = plainFlow(call.args[0]);
  if (!stage || !cellsOf(stage).some((cell) => cell.type === STAGE))
    return carrying(joinFlows(frame, plainFlow(stage)));
  const stages = stagesOf(estimatorOf(stage));
  const estimator = [...stages].reverse().find(trains);
  if (!estimator) {
    keep(stage, '<fitted>', constant(true));
    return stage;
  }
  const prepared = stages
    .filter((each) => each !== estimator)
    .reduce((flow, each) => transformed(each, flow), frame);
  const label =
    spelled(storedField(estimator, 'labelCol')) ?? spelled(storedField(estimator, 'ratingCol')) ?? 'label';
  const type = spelled(storedField(estimator, '<type>')) ?? 'model';
  const known = [...prepared.columns.keys()].includes(label) || prepared.rest.size > 0;
  const labels =
    /KMeans|LDA|GaussianMixture|Bisecting|FPGrowth/.test(type) || !known
      ? NO_FLOW
      : pickColumn(prepared, label);
  const framework = /XGBoost/.test(type)
    ? 'xgboost'
    : /LightGBM/.test(type)
      ? 'lightgbm'
      : /H2O/.test(type)
        ? 'h2o'
        : 'spark-ml';
  const value = trainModel(call, machine, {
    framework,
    type,
    features: featuresOf(stages, estimator, prepared),
    labels,
  });
  for (const each of stages) if (each !== estimator) keep(value, `<stage ${stages.indexOf(each)}>`, each);
  return value;
};

/** A model applied to data; a transformer adds its columns. */
const transformRule: Rule = (call, machine) => {
  const frame = plainFlow(call.args[0]);
  const models = modelsOf(call.receiver);
  if (models.length > 0 || !cellsOf(call.receiver).some((cell) => cell.type === STAGE)) {
    if (call.receiver) machine.serve(call, models, flowOf(call.receiver));
    return carrying(frame);
  }
  return carrying(
    call.receiver ? stagesOf(call.receiver).reduce((flow, stage) => transformed(stage, flow), frame) : frame,
  );
};

export const GENERAL = ['Pipeline', 'CrossValidator', 'TrainValidationSplit'];

/** Training, saving, loading and applying models on the JVM. */
export const jvmLearning: Library = {
  name: 'jvmLearning',
  languages: JVM,
  functions: {},
  methods: {
    ...Object.fromEntries(ESTIMATORS.map((name) => [`*.${name}`, stageRule(name, true)])),
    ...Object.fromEntries([...TRANSFORMERS, ...GENERAL].map((name) => [`*.${name}`, stageRule(name, false)])),
    ...under(
      SETTERS.map((name) => `${STAGE}.${name}`),
      setRule,
    ),
    '*.fit': fitRule,
    '*.transform': transformRule,
    'ml.Writer.overwrite': selfRule,
    '*.bestModel': selfRule,
    'model.Loaded.transform': transformRule,
    '*.SerializationHelper.write': (call, machine) => {
      saveObject(call, machine, call.args[1], call.args[0]);
      return NOTHING;
    },
    '*.ModelSerializer.writeModel': (call, machine) => {
      saveObject(call, machine, call.args[0], call.args[1]);
      return NOTHING;
    },
    '*.EasyPredictModelWrapper': (call) => call.args[0] ?? NOTHING,
    'model.Loaded.build': selfRule,
    'model.Loaded.verify': selfRule,
  },
};
