import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW, pickColumn, pickColumns } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { type Cell, carrying, NOTHING, type Value } from '../../values/value.js';
import { each, reads, under } from '../accessRules.js';
import { argument, cellsOf, columnNames, dataOf } from '../arguments.js';
import { validationFlow } from './earlyStopping.js';
import { saveModels, trainModel } from './trainedModels.js';

function lastPart(type: string): string {
  return type.split('.').at(-1) ?? type;
}

/** `estimator.train(x=columns, y='label', training_frame=frame)` of H2O. */
const h2oTrainRule: Rule = (call, machine) => {
  const frame = dataOf(argument(call, 2, 'training_frame'));
  const columns = columnNames(argument(call, 0, 'x'));
  const label = stringOf(argument(call, 1, 'y'));
  const features = columns ? pickColumns(frame, columns) : frame;
  const labels = label === undefined ? NO_FLOW : pickColumn(frame, label);
  const watched = validationFlow(call, false);
  for (const cell of cellsOf(call.receiver))
    trainModel(call, machine, [cell], {
      framework: 'h2o',
      features,
      labels: joinFlows(labels, watched),
      name: lastPart(cell.type),
    });
  return NOTHING;
};

/** `TabularPredictor(label='y').fit(train_data)`: a frame or the name of a file. */
const predictorRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'train_data', 'dataset', 'train');
  const features = given?.texts ? machine.read(call, given) : dataOf(given);
  const watched = validationFlow(call, true);
  for (const cell of cellsOf(call.receiver))
    trainModel(call, machine, [cell], {
      framework: cell.type.split('.')[0] ?? 'automl',
      features,
      labels: watched,
      name: lastPart(cell.type),
    });
  return call.receiver ?? NOTHING;
};

/** The experiment that PyCaret's functions share. */
function experiment(machine: Machine): Cell {
  return machine.memory('pycaret', 'activity');
}

const setupRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'data');
  experiment(machine).fields.set('data', carrying(dataOf(data)));
  return NOTHING;
};

function pycaretData(machine: Machine): Flow {
  return experiment(machine).fields.get('data')?.flow ?? NO_FLOW;
}

const createRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pycaret.Model', NO_FLOW);
  const name = stringOf(argument(call, 0, 'estimator', 'model')) ?? lastPart(call.name);
  trainModel(call, machine, [cell], { framework: 'pycaret', features: pycaretData(machine), name });
  return value;
};

const saveRule: Rule = (call, machine) => {
  const [model, name] = [argument(call, 0, 'model'), argument(call, 1, 'model_name')];
  const path: Value | undefined = name?.texts && {
    ...name,
    texts: name.texts.map((text) => ({ ...text, value: `${text.value}.pkl` })),
  };
  saveModels(call, machine, model, path);
  return NOTHING;
};

const loadRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'model_name');
  const path: Value | undefined = name?.texts && {
    ...name,
    texts: name.texts.map((text) => ({ ...text, value: `${text.value}.pkl` })),
  };
  return machine.instance(call, 'model.Loaded', machine.read(call, path, { kind: 'model' })).value;
};

const sameRule: Rule = (call) => call.args[0] ?? NOTHING;

const predictModelRule: Rule = (call, machine) => {
  const model = argument(call, 0, 'estimator');
  machine.serve(
    call,
    cellsOf(model).flatMap((cell) => [...cell.models]),
    model ? dataOf(model) : NO_FLOW,
  );
  return carrying(blend(joinFlows(dataOf(model), dataOf(argument(call, 1, 'data')))));
};

/** Training data that Azure's automated jobs are given: a data set, or the place of one. */
const azureRule: Rule = (call, machine) => {
  const given = argument(call, undefined, 'training_data', 'X');
  const label = argument(call, undefined, 'y');
  const { cell, value } = machine.instance(call, 'azureml.AutoML', NO_FLOW);
  const stopping = argument(call, undefined, 'validation_data');
  const features = joinFlows(placed(call, machine, given), placed(call, machine, stopping));
  const name = stringOf(argument(call, undefined, 'experiment_name')) ?? lastPart(call.name);
  trainModel(call, machine, [cell], { framework: 'azureml', features, labels: dataOf(label), name });
  return value;
};

function placed(call: Call, machine: Machine, value: Value | undefined): Flow {
  if (!value) return NO_FLOW;
  const path = cellsOf(value).flatMap((cell) => cell.fields.get('path') ?? [])[0];
  if (path) return machine.read(call, path);
  return value.texts ? machine.read(call, value) : dataOf(value);
}

const PYCARET = ['classification', 'regression', 'clustering', 'anomaly', 'time_series'].map(
  (name) => `pycaret.${name}`,
);
const H2O = [
  ...[
    'gbm.H2OGradientBoostingEstimator',
    'random_forest.H2ORandomForestEstimator',
    'glm.H2OGeneralizedLinearEstimator',
  ],
  ...['deeplearning.H2ODeepLearningEstimator', 'xgboost.H2OXGBoostEstimator', 'kmeans.H2OKMeansEstimator'],
  ...['stackedensemble.H2OStackedEnsembleEstimator', 'isolation_forest.H2OIsolationForestEstimator'],
].flatMap((name) => [`h2o.estimators.${name}`, `h2o.estimators.${lastPart(name)}`]);

/** Libraries that choose and train models by themselves: H2O, AutoGluon, PyCaret, Azure's automated learning. */
export const automation: Library = {
  name: 'automation',
  functions: {
    'h2o.import_file': reads([0, 'path']),
    'h2o.upload_file': reads([0, 'path']),
    ...each(['autogluon.tabular.TabularDataset', 'autogluon.core.TabularDataset'], (call, machine) => {
      const given = argument(call, 0, 'data');
      return carrying(given?.texts ? machine.read(call, given) : dataOf(given));
    }),
    ...under(PYCARET, {
      setup: setupRule,
      ...each(['compare_models', 'create_model', 'automl'], createRule),
      ...each(
        ['tune_model', 'finalize_model', 'calibrate_model', 'ensemble_model', 'blend_models', 'stack_models'],
        sameRule,
      ),
      save_model: saveRule,
      load_model: loadRule,
      predict_model: predictModelRule,
    }),
    'azureml.train.automl.AutoMLConfig': azureRule,
    ...under(
      ['azure.ai.ml.automl'],
      each(
        ['classification', 'regression', 'forecasting', 'image_classification', 'text_classification'],
        azureRule,
      ),
    ),
  },
  methods: {
    ...under([...H2O, 'h2o.automl.H2OAutoML'], { train: h2oTrainRule }),
    ...under(
      [
        'autogluon.tabular.TabularPredictor',
        'autogluon.timeseries.TimeSeriesPredictor',
        'autogluon.multimodal.MultiModalPredictor',
      ],
      {
        fit: predictorRule,
      },
    ),
  },
};
