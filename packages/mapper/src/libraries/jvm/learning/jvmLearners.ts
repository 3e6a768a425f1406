import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { blend, isEmptyFlow, NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { modelsOf, trainModel } from '../../trainedModels.js';
import { plainFlow } from '../columnExpressions.js';
import { dataIn, JVM, selfRule, spelled, under } from '../jvmValues.js';
import { STAGE } from './jvmLearning.js';

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

/** XGBoost, Smile, Weka, Deeplearning4j and other learners outside of Spark. */
export const jvmLearners: Library = {
  name: 'jvmLearners',
  languages: JVM,
  functions: {},
  methods: {
    ...under(
      OTHER.map((name) => `${STAGE}.${name}`),
      selfRule,
    ),
    '*.XGBoost.train': trainOn('xgboost', 'XGBoost', 0),
    '*.DMatrix': containerRule,
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
  },
};
