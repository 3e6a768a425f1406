import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { mapTexts, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { callFlow, cellsOf, storedField } from '../arguments.js';
import { entryOf, object } from './javascriptValues.js';

function dataOf(value: Value | undefined): ReturnType<typeof flowOf> {
  return value ? flowOf(value) : NO_FLOW;
}

/** A model of a library, until it is trained. */
const modelRule =
  (framework: string): Rule =>
  (call, machine) =>
    object(call, machine, `js.Learner.${framework}`, {
      name: constant(call.name.split('.').at(-1) ?? framework),
    });

/** `model.fit(x, y)`, `net.train(data)`, `forest.train(x, y)`. */
const trainRule =
  (framework: string): Rule =>
  (call, machine) => {
    const [features, labels] = call.args;
    const settings = entryOf(call.args[2], 'validationData') ?? entryOf(labels, 'validationData');
    const given = joinFlows(dataOf(features), dataOf(settings));
    const isSettings = labels?.fields !== undefined;
    const name = stringsOf(storedField(call.receiver, 'name'))[0];
    const named = { ...call, receiver: { flow: NO_FLOW, hint: name ?? framework } };
    const trained = machine.train(named, framework, given, isSettings ? NO_FLOW : dataOf(labels), 'exact');
    for (const cell of cellsOf(call.receiver)) cell.models.add(trained);
    return call.receiver ?? NOTHING;
  };

/** Data that a model answers with is computed from what it is asked; a model that another activity trained serves here. */
const predictRule: Rule = (call, machine) => {
  const models = cellsOf(call.receiver).flatMap((cell) => [...cell.models]);
  if (models.length > 0) machine.serve(call, models);
  return carrying(callFlow(call));
};

function filePath(location: Value | undefined): Value | undefined {
  return location && mapTexts(location, (text) => text.replace(/^file:\/\//, ''));
}

const saveRule: Rule = (call, machine) => {
  const [location] = call.args;
  const flow = cellsOf(call.receiver).flatMap((cell) =>
    [...cell.models].flatMap((model) =>
      model.trainings.map((training) => joinFlows(training.features, training.labels)),
    ),
  );
  if (stringsOf(location).some((text) => !/^(downloads|localstorage|indexeddb):/.test(text)))
    machine.write(call, filePath(location), flow.reduce(joinFlows, NO_FLOW), { kind: 'model' });
  return NOTHING;
};

const loadRule: Rule = (call, machine) => {
  const { value } = machine.instance(
    call,
    'js.Learner.tensorflow',
    machine.read(call, filePath(call.args[0]), { kind: 'model' }),
  );
  return value;
};

const csvRule: Rule = (call, machine) => carrying(machine.read(call, filePath(call.args[0])));
const selfRule: Rule = (call) => call.receiver ?? NOTHING;
const carryRule: Rule = (call) => carrying(callFlow(call));

const TF = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
  '@tensorflow/tfjs-layers',
];

function ofTensorflow(rules: Readonly<Record<string, Rule>>): Record<string, Rule> {
  return Object.fromEntries(
    TF.flatMap((module) => Object.entries(rules).map(([name, rule]) => [`${module}.${name}`, rule])),
  );
}

function addTensor(names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [name, carryRule]));
}

const ML: readonly [string, string][] = [
  ['ml-random-forest', 'RandomForestClassifier'],
  ['ml-random-forest', 'RandomForestRegression'],
  ['ml-cart', 'DecisionTreeClassifier'],
  ['ml-cart', 'DecisionTreeRegression'],
  ['ml-naivebayes', 'GaussianNB'],
  ['ml-naivebayes', 'MultinomialNB'],
  ['ml-svm', 'SVM'],
  ['ml-logistic-regression', 'default'],
];
/** Models that are trained by making them. */
const MADE: readonly string[] = [
  ...[
    'ml-regression-simple-linear.SimpleLinearRegression',
    'ml-regression-multivariate-linear',
    'ml-regression-polynomial.PolynomialRegression',
  ],
  ...[
    'ml-knn',
    'ml-pls.PLS',
    'ml-regression.SLR',
    'ml-regression.MultivariateLinearRegression',
    'ml-regression-multivariate-linear.default',
  ],
];

const madeRule: Rule = (call, machine) => {
  const [features, labels] = call.args;
  const { cell, value } = machine.instance(call, 'js.Learner.ml', NO_FLOW);
  const name = call.name.split('.').at(-1) ?? call.name;
  cell.models.add(
    machine.train(
      { ...call, receiver: { hint: name, flow: NO_FLOW } },
      'ml.js',
      dataOf(features),
      dataOf(labels),
      'exact',
    ),
  );
  return value;
};

function learner(framework: string, library: string): Record<string, Rule> {
  const type = `js.Learner.${framework}`;
  return {
    [`${type}.fit`]: trainRule(library),
    [`${type}.fitDataset`]: trainRule(library),
    [`${type}.train`]: trainRule(library),
    [`${type}.trainAsync`]: trainRule(library),
    [`${type}.save`]: saveRule,
    [`${type}.predict`]: predictRule,
    [`${type}.run`]: predictRule,
    [`${type}.add`]: selfRule,
    [`${type}.compile`]: selfRule,
    [`${type}.summary`]: selfRule,
  };
}

const onnxRule: Rule = (call: Call, machine: Machine) =>
  object(call, machine, 'js.Session', {}, machine.read(call, call.args[0], { kind: 'model' }));

/** TensorFlow.js, brain.js, ml.js and ONNX Runtime. */
export const javascriptLearning: Library = {
  name: 'javascriptLearning',
  languages: ['javascript'],
  functions: {
    ...ofTensorflow({
      sequential: modelRule('tensorflow'),
      model: modelRule('tensorflow'),
      loadLayersModel: loadRule,
      loadGraphModel: loadRule,
      'data.csv': csvRule,
      ...addTensor([
        'tensor',
        'tensor1d',
        'tensor2d',
        'tensor3d',
        'tensor4d',
        'oneHot',
        'concat',
        'stack',
        'data.array',
        'data.generator',
        'data.zip',
      ]),
    }),
    'brain.js.NeuralNetwork': modelRule('brain'),
    'brain.js.recurrent.LSTM': modelRule('brain'),
    'brain.js.recurrent.LSTMTimeStep': modelRule('brain'),
    ...Object.fromEntries(ML.map(([module, name]) => [`${module}.${name}`, modelRule('ml')])),
    'ml-logistic-regression': modelRule('ml'),
    ...Object.fromEntries(MADE.map((name) => [name, madeRule])),
    'onnxruntime-node.InferenceSession.create': onnxRule,
    'onnxruntime-web.InferenceSession.create': onnxRule,
  },
  methods: {
    ...learner('tensorflow', 'tensorflow.js'),
    ...learner('brain', 'brain.js'),
    ...learner('ml', 'ml.js'),
    'js.Session.run': carryRule,
    '*.fitDataset': trainRule('tensorflow.js'),
    ...Object.fromEntries(
      ['batch', 'shuffle', 'repeat', 'prefetch', 'take', 'skip', 'toArray'].map((name) => [
        `*.${name}`,
        selfRule,
      ]),
    ),
  },
};
