import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  pickColumn,
  pickColumns,
  withColumn,
} from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { modelsOf, NAMED_BY_REGISTRY, nameModel, saveObject, trainModel } from '../trainedModels.js';
import { plainFlow } from './columnExpressions.js';
import { dataIn, JVM, keep, selfRule, spelled, under } from './jvmValues.js';

const STAGE = 'ml.Stage';

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

/** `model.write.overwrite().save(path)`, `model.save(path)`. */
const saveRule: Rule = (call, machine) => {
  const object = storedField(call.receiver, '<model>') ?? call.receiver;
  const location = call.args.find((each) => each.texts);
  if (location) saveObject(call, machine, object, location);
  return NOTHING;
};

const modelWriterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'ml.Writer', NO_FLOW);
  if (call.receiver) cell.fields.set('<model>', call.receiver);
  return value;
};

/** A model that is read again is what stands in its file. */
const loadRule: Rule = (call, machine) => {
  const location = call.args.find((each) => each.texts) ?? call.args[0];
  const inMemory = location && !location.texts && !isEmptyFlow(flowOf(location));
  const flow = inMemory ? flowOf(location) : machine.read(call, location, { kind: 'model' });
  return machine.instance(call, 'model.Loaded', flow).value;
};

const applyRule: Rule = (call, machine) => {
  machine.serve(call, modelsOf(call.receiver), call.receiver ? flowOf(call.receiver) : NO_FLOW);
  return carrying(blend(dataIn([call.receiver, ...call.args])));
};

/** Trains on whatever stands at a position: `XGBoost.train(matrix, …)`, `RandomForest.fit(formula, data)`. */
const trainOn =
  (framework: string, type: string, ...positions: readonly number[]): Rule =>
  (call, machine) => {
    const data = positions.flatMap((position) => call.args[position] ?? []);
    const [features, ...labels] = data;
    return trainModel(call, machine, {
      framework,
      type,
      features: plainFlow(features),
      labels: plainFlow(carrying(dataIn(labels))),
    });
  };

/** Trainers of Weka, Tribuo and DL4J train in place: the object is the model from then on. */
const trainInPlace =
  (framework: string, type: string): Rule =>
  (call: Call, machine: Machine) => {
    const value = trainModel(call, machine, {
      framework,
      type: spelled(storedField(call.receiver, '<type>')) ?? type,
      features: plainFlow(carrying(dataIn(call.args))),
      labels: NO_FLOW,
    });
    for (const made of cellsOf(value))
      for (const own of cellsOf(call.receiver)) for (const model of made.models) own.models.add(model);
    return value;
  };

const learnerRule =
  (type: string, name: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    cell.fields.set('<type>', constant(name));
    return value;
  };

const containerRule: Rule = (call, machine) => {
  const path = call.args.find((each) => each.texts && stringsOf(each).some((text) => /[/.]/.test(text)));
  const [only] = call.args;
  const isPath =
    call.args.length === 1 && only !== undefined && isEmptyFlow(flowOf(only)) && !only.references;
  return path || isPath ? carrying(machine.read(call, path ?? only)) : carrying(dataIn(call.args));
};

const registerRule: Rule = (call) => {
  const name = spelled(call.args.at(-1));
  for (const value of call.args)
    for (const model of modelsOf(value)) if (name !== undefined) nameModel(model, name, NAMED_BY_REGISTRY);
  return NOTHING;
};

const ESTIMATORS = [
  'LinearRegression',
  'LogisticRegression',
  'RandomForestClassifier',
  'RandomForestRegressor',
  'GBTClassifier',
  'GBTRegressor',
  'DecisionTreeClassifier',
  'DecisionTreeRegressor',
  'KMeans',
  'ALS',
  'NaiveBayes',
  'LinearSVC',
  'GeneralizedLinearRegression',
  'MultilayerPerceptronClassifier',
  'GaussianMixture',
  'LDA',
  'BisectingKMeans',
  'AFTSurvivalRegression',
  'IsotonicRegression',
  'FPGrowth',
  'OneVsRest',
  'XGBoostClassifier',
  'XGBoostRegressor',
  'LightGBMClassifier',
  'LightGBMRegressor',
  'H2OGBM',
  'H2OAutoML',
  'FMClassifier',
  'Word2Vec',
];
const TRANSFORMERS = [
  'VectorAssembler',
  'StringIndexer',
  'OneHotEncoder',
  'StandardScaler',
  'MinMaxScaler',
  'Tokenizer',
  'RegexTokenizer',
  'HashingTF',
  'IDF',
  'CountVectorizer',
  'StopWordsRemover',
  'Imputer',
  'Bucketizer',
  'QuantileDiscretizer',
  'PCA',
  'IndexToString',
  'VectorIndexer',
  'Normalizer',
  'SQLTransformer',
  'PolynomialExpansion',
  'ChiSqSelector',
  'MaxAbsScaler',
  'FeatureHasher',
  'Binarizer',
  'NGram',
  'RFormula',
  'Interaction',
];
const GENERAL = ['Pipeline', 'CrossValidator', 'TrainValidationSplit'];
const SETTERS = [
  'setInputCol',
  'setInputCols',
  'setOutputCol',
  'setOutputCols',
  'setFeaturesCol',
  'setLabelCol',
  'setStages',
  'setEstimator',
  'setUserCol',
  'setItemCol',
  'setRatingCol',
  'setPredictionCol',
  'setFormula',
];
const OTHER = [
  'setMaxIter',
  'setRegParam',
  'setNumTrees',
  'setMaxDepth',
  'setK',
  'setSeed',
  'setRank',
  'setEvaluator',
  'setEstimatorParamMaps',
  'setNumFolds',
  'setHandleInvalid',
  'setElasticNetParam',
  'setTrainRatio',
  'setWithStd',
  'setWithMean',
  'setNumRound',
  'setMissing',
  'setColdStartStrategy',
  'setImplicitPrefs',
  'setStrategy',
  'setParallelism',
  'setWeightCol',
  'setProbabilityCol',
  'setMinInstancesPerNode',
  'setFamily',
  'setNumFeatures',
  'setObjective',
  'setEta',
  'setNumWorkers',
  'setAlpha',
  'setThreshold',
  'setFeatureSubsetStrategy',
  'setStepSize',
  'setLearningRate',
  'setNumIterations',
  'setNumLeaves',
  'setTol',
  'setMaxBins',
  'setDropLast',
  'setTreeMethod',
  'setEvalSets',
];
const LOADED = [
  'PipelineModel',
  'RandomForestClassificationModel',
  'LogisticRegressionModel',
  'LinearRegressionModel',
  'GBTClassificationModel',
  'GBTRegressionModel',
  'RandomForestRegressionModel',
  'ALSModel',
  'KMeansModel',
  'XGBoostClassificationModel',
  'XGBoostRegressionModel',
  'CrossValidatorModel',
  'DecisionTreeClassificationModel',
];
const WEKA = [
  'J48',
  'RandomForest',
  'NaiveBayes',
  'SMO',
  'Logistic',
  'IBk',
  'LinearRegression',
  'MultilayerPerceptron',
  'AdaBoostM1',
  'Bagging',
  'REPTree',
];

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
    ...under(
      OTHER.map((name) => `${STAGE}.${name}`),
      selfRule,
    ),
    '*.fit': fitRule,
    '*.transform': transformRule,
    ...under(['*.save', '*.ml.Writer.save', 'ml.Writer.save'], saveRule),
    'ml.Writer.overwrite': selfRule,
    ...under(
      ['write'].flatMap((name) => ['model', 'PipelineModel'].map((owner) => `*.${owner}.${name}`)),
      modelWriterRule,
    ),
    ...Object.fromEntries(
      [...ESTIMATORS, 'pipeline', ...GENERAL].map((name) => [`model.${name}.write`, modelWriterRule]),
    ),
    ...under(
      LOADED.map((name) => `*.${name}.load`),
      loadRule,
    ),
    '*.bestModel': selfRule,
    '*.XGBoost.train': trainOn('xgboost', 'XGBoost', 0),
    '*.XGBoost.loadModel': loadRule,
    '*.DMatrix': containerRule,
    '*.saveModel': saveRule,
    ...under(
      [
        'predict',
        'predictBinomial',
        'predictMultinomial',
        'classifyInstance',
        'distributionForInstance',
        'output',
        'evaluate',
        'predictRegression',
      ].flatMap((name) => [
        `model.XGBoost.${name}`,
        `model.Loaded.${name}`,
        `model.smile.${name}`,
        `weka.Learner.${name}`,
        `*.model.${name}`,
        `*.booster.${name}`,
        `*.Booster.${name}`,
      ]),
      applyRule,
    ),
    'model.Loaded.transform': transformRule,
    'model.Loaded.run': applyRule,
    'model.Loaded.score': applyRule,
    ...Object.fromEntries(
      WEKA.flatMap((name): [string, Rule][] => [
        [`*.weka.classifiers.${name}`, learnerRule('weka.Learner', name)],
        [`*.trees.${name}`, learnerRule('weka.Learner', name)],
        [`*.functions.${name}`, learnerRule('weka.Learner', name)],
        [`*.bayes.${name}`, learnerRule('weka.Learner', name)],
        [`*.lazy.${name}`, learnerRule('weka.Learner', name)],
      ]),
    ),
    'weka.Learner.buildClassifier': trainInPlace('weka', 'Classifier'),
    '*.buildClassifier': trainInPlace('weka', 'Classifier'),
    ...under(
      ['DataSource', 'ConverterUtils.DataSource', 'CSVLoader', 'ArffLoader'].map((name) => `*.${name}`),
      containerRule,
    ),
    '*.SerializationHelper.write': (call, machine) => {
      saveObject(call, machine, call.args[1], call.args[0]);
      return NOTHING;
    },
    '*.SerializationHelper.read': loadRule,
    '*.CSVLoader.loadDataSource': containerRule,
    '*.LogisticRegressionTrainer': learnerRule('tribuo.Trainer', 'LogisticRegressionTrainer'),
    '*.XGBoostClassificationTrainer': learnerRule('tribuo.Trainer', 'XGBoostClassificationTrainer'),
    '*.CARTClassificationTrainer': learnerRule('tribuo.Trainer', 'CARTClassificationTrainer'),
    '*.LinearSGDTrainer': learnerRule('tribuo.Trainer', 'LinearSGDTrainer'),
    'tribuo.Trainer.train': trainInPlace('tribuo', 'Trainer'),
    '*.Trainer.train': trainInPlace('tribuo', 'Trainer'),
    '*.trainer.train': trainInPlace('tribuo', 'Trainer'),
    '*.MultiLayerNetwork': learnerRule('dl4j.Network', 'MultiLayerNetwork'),
    '*.ComputationGraph': learnerRule('dl4j.Network', 'ComputationGraph'),
    'dl4j.Network.fit': trainInPlace('dl4j', 'MultiLayerNetwork'),
    '*.MultiLayerNetwork.fit': trainInPlace('dl4j', 'MultiLayerNetwork'),
    'dl4j.Network.save': saveRule,
    '*.ModelSerializer.writeModel': (call, machine) => {
      saveObject(call, machine, call.args[0], call.args[1]);
      return NOTHING;
    },
    '*.ModelSerializer.restoreMultiLayerNetwork': loadRule,
    ...under(
      [
        'RandomForest.fit',
        'GradientTreeBoost.fit',
        'DecisionTree.fit',
        'OLS.fit',
        'LASSO.fit',
        'RidgeRegression.fit',
        'SVM.fit',
        'AdaBoost.fit',
        'LogisticRegression.fit',
        'KMeans.fit',
        'smile.classification.randomForest',
        'smile.classification.gbm',
        'smile.regression.randomForest',
      ].map((name) => `*.${name}`),
      trainOn('smile', 'smile', 1, 0),
    ),
    ...under(
      ['*.Read.csv', '*.smile.read.csv', '*.read.csv', '*.Read.arff', '*.Read.parquet'],
      containerRule,
    ),
    '*.MojoModel.load': loadRule,
    '*.EasyPredictModelWrapper': (call) => call.args[0] ?? NOTHING,
    '*.createSession': (call, machine) =>
      call.args[0]?.texts ? loadRule(call, machine) : (call.receiver ?? NOTHING),
    ...under(
      [
        '*.LoadingModelEvaluatorBuilder.load',
        '*.PMMLUtil.loadModel',
        '*.Module.load',
        '*.SavedModelBundle.load',
        '*.ModelLoader.load',
        '*.Criteria.optModelPath',
        '*.MLeapBundle.load',
      ],
      loadRule,
    ),
    '*.MlflowClient.registerModel': registerRule,
    'model.Loaded.build': selfRule,
    'model.Loaded.verify': selfRule,
  },
};
