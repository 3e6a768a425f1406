import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { carrying, NOTHING, type Value } from '../../values/value.js';
import { each } from '../accessRules.js';
import { argument, callFlow, dataOf, storedField } from '../arguments.js';
import { stopsEarly } from './earlyStopping.js';
import { trainModel } from './trainedModels.js';

const EVALUATIONS = ['evals', 'valid_sets', 'eval_set'];

/** `DMatrix(data, label=…)`, `lgb.Dataset(data, label=…)`, `Pool(data, label)`: a file or data in memory, and its labels. */
const matrixRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'data');
  const features = data?.texts ? machine.read(call, data) : dataOf(data);
  const labels = argument(call, 1, 'label', 'y');
  const weights = dataOf(argument(call, undefined, 'weight', 'group', 'reference'));
  const { cell, value } = machine.instance(call, 'boosting.Matrix', features);
  cell.fields.set('features', carrying(features));
  cell.fields.set('labels', carrying(joinFlows(dataOf(labels), blend(weights))));
  return value;
};

function partOf(value: Value | undefined, part: string): Flow {
  return storedField(value, part)?.flow ?? (part === 'features' ? dataOf(value) : NO_FLOW);
}

function wholeOf(value: Value | undefined): Flow {
  const inner = (value?.items ?? []).map(wholeOf).reduce(joinFlows, NO_FLOW);
  return [inner, partOf(value, 'features'), partOf(value, 'labels')].reduce(joinFlows, NO_FLOW);
}

function train(call: Call, machine: Machine, data: Value | undefined): Value {
  const framework = call.name.split('.')[0] ?? 'unknown';
  const { cell, value } = machine.instance(call, `${framework}.Booster`, NO_FLOW);
  const watched = argument(call, undefined, ...EVALUATIONS);
  const validation =
    watched && (framework === 'catboost' || stopsEarly(call)) ? blend(wholeOf(watched)) : NO_FLOW;
  trainModel(call, machine, [cell], {
    framework,
    features: partOf(data, 'features'),
    labels: joinFlows(blend(partOf(data, 'labels')), validation),
    name: `${framework} booster`,
  });
  return value;
}

/** `xgboost.train(parameters, data)`. */
const trainRule: Rule = (call, machine) =>
  train(call, machine, argument(call, 1, 'dtrain', 'train_set', 'pool', 'dataset'));

/** `catboost.train(pool, parameters)`. */
const catTrainRule: Rule = (call, machine) => train(call, machine, argument(call, 0, 'pool', 'dtrain'));

const crossRule: Rule = (call, machine) => {
  train(call, machine, argument(call, 1, 'dtrain', 'train_set'));
  return NOTHING;
};

/** `XGBClassifier(early_stopping_rounds=…)`: how training ends is said here. */
const estimatorRule: Rule = (call, machine) => {
  if (!/\.[A-Z]\w*$/.test(call.name))
    return { ...carrying(callFlow(call)), references: [{ kind: 'external', name: `${call.name}()` }] };
  const { cell, value } = machine.instance(call, call.name, callFlow(call));
  for (const [name, given] of call.named) cell.fields.set(`option ${name}`, given);
  const file = argument(call, undefined, 'model_file');
  if (!file) return value;
  const data = machine.read(call, file);
  return { ...value, flow: data };
};

/** The native interfaces of the boosting libraries. */
export const boosters: Library = {
  name: 'boosters',
  functions: {
    ...each(
      [
        'xgboost.DMatrix',
        'xgboost.QuantileDMatrix',
        'xgboost.dask.DaskDMatrix',
        'lightgbm.Dataset',
        'catboost.Pool',
        'catboost.FeaturesData',
      ],
      matrixRule,
    ),
    ...each(['xgboost.train', 'xgboost.dask.train', 'lightgbm.train', 'lightgbm.engine.train'], trainRule),
    ...each(['xgboost.cv', 'lightgbm.cv'], crossRule),
    'catboost.train': catTrainRule,
    'fasttext.train_supervised': fastTextRule,
    'fasttext.train_unsupervised': fastTextRule,
    ...each(['xgboost.*', 'lightgbm.*', 'catboost.*'], estimatorRule),
  },
  methods: {},
};

/** `fasttext.train_supervised(input=path)`. */
function fastTextRule(call: Call, machine: Machine): Value {
  const { cell, value } = machine.instance(call, 'fasttext.Model', NO_FLOW);
  const features = machine.read(call, argument(call, 0, 'input'));
  trainModel(call, machine, [cell], { framework: 'fasttext', features, name: 'fasttext' });
  return value;
}
