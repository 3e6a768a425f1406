import type { Library, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING } from '../../values/value.js';
import { callFlow, cellsOf, storedField } from '../arguments.js';
import { writeInto } from './goFiles.js';
import { dataOfArguments, object } from './goValues.js';

const GOTA = 'github.com/go-gota/gota/dataframe';
const GOLEARN = 'github.com/sjwhitworth/golearn';

const readRule: Rule = (call) => carrying(callFlow(call));
const parseRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0]));
const splitRule: Rule = (call) => {
  const flow = carrying(call.args[0] ? flowOf(call.args[0]) : NO_FLOW);
  return listOf([flow, flow]);
};
const writeRule: Rule = (call, machine) => {
  writeInto(call, machine, call.args[0], call.receiver ? flowOf(call.receiver) : NO_FLOW);
  return NOTHING;
};

/** A learner of golearn, named by its constructor. */
const learnerRule: Rule = (call, machine) =>
  object(call, machine, 'go.Learner', {
    name: constant((call.name.split('.').at(-1) ?? '').replace(/^New/, '')),
  });

const fitRule: Rule = (call, machine) => {
  const name = stringsOf(storedField(call.receiver, 'name'))[0] ?? 'model';
  const named = { ...call, receiver: { flow: NO_FLOW, hint: name } };
  const trained = machine.train(named, 'golearn', dataOfArguments(call.args), NO_FLOW, 'exact');
  for (const cell of cellsOf(call.receiver)) cell.models.add(trained);
  return call.receiver ?? NOTHING;
};

/** `stat.LinearRegression(xs, ys, weights, origin)`. */
const regressionRule: Rule = (call, machine) => {
  const [features, labels] = call.args;
  const named = { ...call, receiver: { flow: NO_FLOW, hint: 'LinearRegression' } };
  machine.train(
    named,
    'gonum',
    features ? flowOf(features) : NO_FLOW,
    labels ? flowOf(labels) : NO_FLOW,
    'exact',
  );
  return carrying(NO_FLOW);
};

const LEARNERS = [
  'knn.NewKnnClassifier',
  'knn.NewKnnRegressor',
  'trees.NewID3DecisionTree',
  'trees.NewRandomTree',
  'ensemble.NewRandomForest',
  'naive.NewBernoulliNBClassifier',
  'linear_models.NewLogisticRegression',
  'linear_models.NewLinearRegression',
  'linear_models.NewLinearSVC',
  'neural.NewMultiLayerNet',
];

const modelRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'model' }));
const predictRule: Rule = (call, machine) => {
  const models = cellsOf(call.receiver).flatMap((cell) => [...cell.models]);
  if (models.length > 0) machine.serve(call, models);
  return carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataOfArguments(call.args)));
};

/** Frames and models: gota, golearn, gonum, leaves. */
export const goLearning: Library = {
  name: 'goLearning',
  languages: ['go'],
  functions: {
    ...Object.fromEntries(
      ['ReadCSV', 'ReadJSON', 'LoadRecords', 'LoadStructs', 'LoadMaps'].map((name) => [
        `${GOTA}.${name}`,
        readRule,
      ]),
    ),
    [`${GOLEARN}/base.ParseCSVToInstances`]: parseRule,
    [`${GOLEARN}/base.ParseCSVToTemplatedInstances`]: parseRule,
    [`${GOLEARN}/base.InstancesTrainTestSplit`]: splitRule,
    ...Object.fromEntries(LEARNERS.map((name) => [`${GOLEARN}/${name}`, learnerRule])),
    'gonum.org/gonum/stat.LinearRegression': regressionRule,
    'github.com/dmitryikh/leaves.LGEnsembleFromFile': modelRule,
    'github.com/dmitryikh/leaves.XGEnsembleFromFile': modelRule,
  },
  methods: {
    '*.WriteCSV': writeRule,
    '*.WriteJSON': writeRule,
    'go.Learner.Fit': fitRule,
    'go.Learner.Predict': predictRule,
  },
};
