import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { blend, type Flow, NO_FLOW } from '../../../values/flow.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { carrying, dictOf, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { modelsOf, saveObject, trainModel } from '../../trainedModels.js';
import { CSHARP, created, dataIn, given, pathOf, self } from '../dotnetRules.js';
import { appended, columnStep, learnedFrom, trainerStep } from './mlNetSteps.js';
import { SERIES, TASKS, TEXT_MODELS, TRAINERS, UNSUPERVISED } from './trainerNames.js';

const split: Rule = (call) => {
  const part = carrying(dataIn(call.args));
  return dictOf(
    new Map([
      ['TrainSet', part],
      ['TestSet', part],
    ]),
  );
};

/** `CrossValidate(data, estimator)` trains as `Fit` does. */
const crossValidate: Rule = (call, machine) => {
  const [source, estimator] = [given(call, 0, 'data'), given(call, 1, 'estimator')];
  return fitted(call, machine, estimator, flowOf(source ?? NOTHING)) ?? NOTHING;
};

function fitted(call: Call, machine: Machine, estimator: Value | undefined, flow: Flow): Value | undefined {
  const trainer = stringOf(storedField(estimator, 'trainer'));
  if (trainer === undefined) return undefined;
  const { features, labels } = learnedFrom(estimator, flow);
  return trainModel(call, machine, { framework: 'ml.net', type: trainer, features, labels });
}

const fit: Rule = (call, machine) => {
  const source = dataIn(call.args);
  const isEstimator = cellsOf(call.receiver).some((cell) => cell.type === 'MlEstimator');
  const model = isEstimator ? fitted(call, machine, call.receiver, source) : undefined;
  return model ?? created(call, machine, 'MlTransformer', {}, source);
};

/** A model that transforms data predicts; a transformer without a trainer only changes its columns. */
const transform: Rule = (call, machine) => {
  const loaded = cellsOf(call.receiver).some((cell) => cell.type === 'MlLoaded');
  const models = modelsOf(call.receiver);
  if (loaded || models.length > 0)
    machine.serve(call, models, loaded && call.receiver ? call.receiver.flow : NO_FLOW);
  return carrying(dataIn(call.args));
};

const save: Rule = (call, machine) => {
  const target = given(call, 2, 'filePath', 'stream');
  saveObject(call, machine, given(call, 0, 'model'), pathOf(target));
  return NOTHING;
};

const load: Rule = (call, machine) => {
  const source = given(call, 0, 'filePath', 'stream', 'path');
  const flow =
    cellsOf(source).length > 0 ? dataIn([source]) : machine.read(call, pathOf(source), { kind: 'model' });
  return created(call, machine, 'MlLoaded', {}, flow);
};

const engine: Rule = (call, machine) => {
  const model = given(call, 0, 'transformer');
  const value = created(call, machine, 'PredictionEngine', {}, model?.flow ?? NO_FLOW);
  for (const cell of cellsOf(value)) for (const each of modelsOf(model)) cell.models.add(each);
  return value;
};

const predict: Rule = (call, machine) => {
  const models = modelsOf(call.receiver);
  machine.serve(call, models, models.length > 0 ? NO_FLOW : (call.receiver?.flow ?? NO_FLOW));
  return carrying(blend(dataIn(call.args)));
};

/** `services.AddPredictionEnginePool<In, Out>().FromFile("model.zip")`. */
const fromFile: Rule = (call, machine) => {
  const path = pathOf(given(call, undefined, 'filePath') ?? call.args.at(-1));
  if (path?.texts) machine.serve(call, [], machine.read(call, path, { kind: 'model' }));
  return call.receiver ?? NOTHING;
};

const trainer: Rule = (call, machine) => {
  const name = call.name.split('.').at(-1) ?? 'trainer';
  const options = call.args[0];
  const optional = cellsOf(options).length > 0 && storedField(options, 'LabelColumnName');
  if (!optional) return trainerStep(call, machine, name, 0, 1);
  const named = new Map(call.named);
  named.set('labelColumnName', optional);
  const features = storedField(options, 'FeatureColumnName');
  if (features) named.set('featureColumnName', features);
  return trainerStep({ ...call, args: [], named }, machine, name, 0, 1);
};

const unsupervised: Rule = (call, machine) =>
  trainerStep(call, machine, call.name.split('.').at(-1) ?? 'trainer', 90, 0);

const series: Rule = (call, machine) =>
  trainerStep(call, machine, call.name.split('.').at(-1) ?? 'trainer', 90, 1);

const oneVersusAll: Rule = (call, machine) => appended({ ...call, receiver: undefined }, machine);

const concatenate: Rule = (call, machine) => {
  const [, ...inputs] = call.args;
  return columnStep(
    call,
    machine,
    inputs.flatMap((each) => stringsOf(each)),
  );
};

const options: Rule = (call, machine) => created(call, machine, 'MlOptions', Object.fromEntries(call.named));

const column: Rule = (call, machine) =>
  created(call, machine, 'MlColumn', { name: given(call, 0, 'Name', 'name') });

/** ML.NET: data, pipelines of estimators, training, models and predictions, and AutoML. */
export const mlNet: Library = {
  name: 'mlNet',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.TextLoader.Column': column,
    '*.Column': column,
    '*.Options': options,
    '*.TextLoader.Options': options,
    '*.TrainTestSplit': split,
    '*.Data.SaveAsText': (call, machine) => saveData(call, machine),
    '*.Data.SaveAsBinary': (call, machine) => saveData(call, machine),
    '*.InferColumns': (call, machine) => {
      machine.read(call, pathOf(given(call, 0, 'path')));
      return NOTHING;
    },
    ...Object.fromEntries(TRAINERS.map((name) => [`*.Trainers.${name}`, trainer])),
    ...Object.fromEntries(UNSUPERVISED.map((name) => [`*.Trainers.${name}`, unsupervised])),
    ...Object.fromEntries(SERIES.map((name) => [`*.${name}`, series])),
    ...Object.fromEntries(TEXT_MODELS.map((name) => [`*.Trainers.${name}`, trainer])),
    '*.Trainers.OneVersusAll': oneVersusAll,
    '*.Trainers.PairwiseCoupling': oneVersusAll,
    '*.Concatenate': concatenate,
    ...Object.fromEntries(
      steps().map((name) => [
        `*.${name}`,
        (call: Call, machine: Machine) => columnStep(call, machine, undefined),
      ]),
    ),
    '*.MlEstimator.Append': appended,
    '*.AppendCacheCheckpoint': self,
    '*.Fit': fit,
    '*.MlEstimator.Fit': fit,
    '*.CrossValidate': crossValidate,
    ...Object.fromEntries(TASKS.map((name) => [`*.${name}.CrossValidate`, crossValidate])),
    '*.Transform': transform,
    '*.Model.Save': save,
    '*.Model.Load': load,
    '*.Model.CreatePredictionEngine': engine,
    '*.CreatePredictionEngine': engine,
    '*.CreateTimeSeriesEngine': engine,
    '*.PredictionEngine.Predict': predict,
    '*.FromFile': fromFile,
    '*.AddPredictionEnginePool': self,
  },
};

function saveData(call: Call, machine: Machine): Value {
  const [source, target] = call.args;
  const location = storedField(target, 'location') ?? target;
  machine.write(call, pathOf(location), dataIn([source]));
  return NOTHING;
}

/** Transforms that make one column of another. */
function steps(): string[] {
  const names = [
    'CopyColumns',
    'MapValueToKey',
    'MapKeyToValue',
    'OneHotEncoding',
    'OneHotHashEncoding',
    'ReplaceMissingValues',
  ];
  const numbers = [
    'NormalizeMinMax',
    'NormalizeMeanVariance',
    'NormalizeLogMeanVariance',
    'NormalizeBinning',
    'NormalizeLpNorm',
    'ProjectToPrincipalComponents',
    'ConvertType',
  ];
  const words = [
    'FeaturizeText',
    'TokenizeIntoWords',
    'ProduceNgrams',
    'NormalizeText',
    'RemoveDefaultStopWords',
    'ApplyWordEmbedding',
    'TokenizeIntoCharactersAsKeys',
    'LoadImages',
    'LoadRawImageBytes',
    'ResizeImages',
    'ExtractPixels',
    'MapValue',
    'DropColumns',
    'SelectColumns',
    'CustomMapping',
    'IndicateMissingValues',
    'ApplyOnnxModel',
    'Featurizer',
  ];
  return [...names, ...numbers, ...words]
    .map((name) => `Transforms.${name}`)
    .concat([
      'Categorical.OneHotEncoding',
      'Conversion.MapValueToKey',
      'Conversion.MapKeyToValue',
      'Conversion.ConvertType',
      'Text.FeaturizeText',
      'Text.NormalizeText',
      'Text.TokenizeIntoWords',
      'Categorical.OneHotHashEncoding',
    ]);
}
