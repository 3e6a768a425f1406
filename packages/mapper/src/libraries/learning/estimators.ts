import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { blend, type Flow, isEmptyFlow, joinFlows, NO_FLOW, pickColumns } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { type Cell, carrying, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { each, everything, under } from '../accessRules.js';
import { argument, callFlow, cellsOf, columnNames, dataOf } from '../arguments.js';
import { validationFlow } from './earlyStopping.js';
import { frameworkOf, likelyFramework } from './frameworks.js';
import { heldCells, modelsOf, objectFlow, trainModel } from './trainedModels.js';

const DATA = [
  'X',
  'x',
  'training_frame',
  'dataset',
  'train_data',
  'df',
  'data',
  'X_train',
  'generator',
  'series',
  'trainset',
  'interactions',
  'user_items',
  'Y',
];
const LABELS = ['y', 'Y', 'y_train', 'T', 'target'];
/** Names of variables that hold an estimator whose type cannot be known. */
const LIKE_A_MODEL =
  /(^|_)(model|clf|classifier|regressor|regr|estimator|pipeline|pipe|learner|net|automl|gbm|xgb|lgb|rf|svm|knn|lr)s?(_|\d|$)/i;

/** Columns that a pipeline's column lists let through, when all are known. */
function columnsOf(cell: Cell, depth = 0): string[] | undefined {
  const own = cell.fields.get('columns');
  if (own) return stringsOf(own);
  if (depth > 3) return undefined;
  for (const inner of heldCells(cell.fields.get('inner'))) {
    const found = columnsOf(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function featuresOf(cell: Cell, data: Flow): Flow {
  const columns = columnsOf(cell);
  if (!columns || (data.columns.size === 0 && data.rest.size === 0)) return data;
  return pickColumns(data, columns);
}

/** The estimator that a search or a wrapper was given names the framework better than the wrapper does. */
function kindOf(cell: Cell): { framework: string; name: string } | undefined {
  const framework = frameworkOf(cell.type);
  return framework === undefined ? undefined : { framework, name: cell.type.split('.').at(-1) ?? cell.type };
}

/** `estimator.fit(X, y)`: the one place where a model is trained. A transformer only learns from its data. */
const fitRule: Rule = (call, machine) => {
  const data = argument(call, 0, ...DATA);
  const labels = argument(call, 1, ...LABELS);
  const given = joinFlows(
    objectFlow(call, machine, data),
    call.receiver ? blend(flowOf(call.receiver)) : NO_FLOW,
  );
  const weights = blend(dataOf(argument(call, undefined, 'sample_weight', 'weights', 'group', 'embed')));
  const cells = cellsOf(call.receiver);
  for (const cell of cells) {
    const kind = kindOf(cell);
    if (!kind) {
      fitForeign(call, machine, cell, { features: given, labels: joinFlows(everything(call), weights) });
      continue;
    }
    const validation = validationFlow(call, kind.framework === 'catboost');
    const seen = [dataOf(labels), weights, validation].reduce(joinFlows, NO_FLOW);
    trainModel(call, machine, [cell], { ...kind, features: featuresOf(cell, given), labels: seen });
  }
  if (cells.length === 0) fitUnknown(call, machine, data, labels);
  return call.receiver ?? NOTHING;
};

/** An object of a library that no list knows is fitted to data: most likely a model. */
function fitForeign(
  call: Call,
  machine: Machine,
  cell: Cell,
  { features, labels }: { features: Flow; labels: Flow },
): void {
  const framework = cell.definition ? undefined : likelyFramework(cell.type);
  if (framework === undefined || isEmptyFlow(features)) return;
  const name = cell.type.split('.').at(-1) ?? cell.type;
  trainModel(call, machine, [cell], { framework, name, features, labels, confidence: 'inferred' });
}

/** Something whose type nothing says is fitted: a model when it is called one, or is given labels beside features. */
function fitUnknown(call: Call, machine: Machine, data: Value | undefined, labels: Value | undefined): void {
  const features = dataOf(data);
  const called = LIKE_A_MODEL.test(call.receiver?.hint ?? '') && data !== undefined;
  if (isEmptyFlow(features) || !(called || labels !== undefined)) return;
  machine.train(call, 'unknown', features, dataOf(labels), 'possible');
}

/** `cross_val_score(estimator, X, y)` trains as `fit` does. */
const crossRule: Rule = (call, machine) => {
  const [estimator, ...args] = call.args;
  const receiver = argument(call, 0, 'estimator') ?? estimator;
  const own: Call = { ...call, receiver, args: call.named.has('estimator') ? call.args : args };
  fitRule(own, machine);
  return carrying(NO_FLOW);
};

const predictRule: Rule = (call, machine) => {
  const models = modelsOf(call.receiver);
  machine.serve(call, models, models.length === 0 ? dataOf(call.receiver) : NO_FLOW);
  return carrying(blend(callFlow(call)));
};

/** `fit_predict` trains and answers for the same data. */
const fitPredictRule: Rule = (call, machine) => {
  fitRule(call, machine);
  return carrying(blend(everything(call)));
};

/** `train_test_split(X, y)` answers two parts of each. */
const splitRule: Rule = (call) => listOf(call.args.flatMap((part) => [part, part]));

/** Columns survive, as with `set_output`; only the values change. */
const transformRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'X', 'raw_documents', 'dataset');
  const models = modelsOf(call.receiver);
  const loaded = cellsOf(call.receiver).some((cell) => cell.type === 'model.Loaded');
  if (models.length > 0 || loaded)
    machine.serve(call, models, models.length === 0 ? dataOf(call.receiver) : NO_FLOW);
  return data ? carrying(joinFlows(flowOf(data), blend(dataOf(call.receiver)))) : carrying(callFlow(call));
};

const fitTransformRule: Rule = (call) => {
  const data = argument(call, 0, 'X', 'raw_documents');
  return data ? carrying(flowOf(data)) : carrying(callFlow(call));
};

const composeRule =
  (type: string): Rule =>
  (call, machine: Machine) => {
    const { cell, value } = machine.instance(call, composedType(call, type), callFlow(call));
    cell.fields.set('inner', listOf([...call.args, ...call.named.values()]));
    return value;
  };

/** A pipeline is a model when its last step is one. */
function composedType(call: Call, type: string): string {
  const steps = argument(call, 0, 'steps')?.items ?? call.args;
  const last = steps.at(-1);
  const cells = cellsOf(last?.items?.at(-1) ?? last);
  const isModel = cells.length === 0 || cells.some((cell) => frameworkOf(cell.type) !== undefined);
  return isModel ? type : 'sklearn.preprocessing.Pipeline';
}

/** `ColumnTransformer([(name, transformer, columns)])`: what it does not list is dropped. */
const columnTransformerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sklearn.compose.ColumnTransformer', callFlow(call));
  const steps = argument(call, 0, 'transformers')?.items ?? [];
  const made = call.name.endsWith('make_column_transformer') ? call.args : steps;
  const lists = made.map((step) => columnNames(step.items?.at(-1)));
  const keeps = stringOf(argument(call, undefined, 'remainder')) === 'passthrough';
  const known = lists.every((list) => list !== undefined) && lists.length > 0 && !keeps;
  if (known) {
    const texts = lists.flatMap((list) =>
      (list ?? []).map((name) => ({ value: name, confidence: 'exact' as const })),
    );
    cell.fields.set('columns', {
      items: texts.map((text) => ({ texts: [text], flow: NO_FLOW })),
      flow: NO_FLOW,
    });
  }
  return value;
};

const WRAPPERS = [
  ...['GridSearchCV', 'RandomizedSearchCV', 'HalvingGridSearchCV', 'HalvingRandomSearchCV'].map(
    (name) => `sklearn.model_selection.${name}`,
  ),
  ...[
    'BaggingClassifier',
    'BaggingRegressor',
    'AdaBoostClassifier',
    'VotingClassifier',
    'StackingClassifier',
  ].map((name) => `sklearn.ensemble.${name}`),
  'sklearn.calibration.CalibratedClassifierCV',
  'sklearn.multiclass.OneVsRestClassifier',
  'sklearn.multioutput.MultiOutputRegressor',
  'sklearn.multioutput.MultiOutputClassifier',
  'sklearn.compose.TransformedTargetRegressor',
  'skopt.BayesSearchCV',
];

function wrapRule(call: Call, machine: Machine): Value {
  const { cell, value } = machine.instance(call, call.name, callFlow(call));
  cell.fields.set('inner', listOf([...call.args, ...call.named.values()]));
  for (const name of call.named.keys()) if (/early_stopping/.test(name)) cell.fields.set(name, NOTHING);
  return value;
}

const CROSS = ['cross_val_score', 'cross_validate', 'cross_val_predict'];
const PREDICTS = [
  'predict',
  'predict_proba',
  'predict_log_proba',
  'decision_function',
  'score_samples',
  'predict_on_batch',
  'predict_generator',
  'kneighbors',
  'forecast',
  'predict_proba_df',
  'inplace_predict',
];

/** scikit-learn and everything that shares its words. */
export const estimators: Library = {
  name: 'estimators',
  functions: {
    'sklearn.model_selection.train_test_split': splitRule,
    'sklearn.cross_validation.train_test_split': splitRule,
    'dask_ml.model_selection.train_test_split': splitRule,
    'cuml.model_selection.train_test_split': splitRule,
    ...under(['sklearn.model_selection', 'sklearn.cross_validation'], each(CROSS, crossRule)),
    ...each(
      [
        'sklearn.pipeline.Pipeline',
        'sklearn.pipeline.make_pipeline',
        'imblearn.pipeline.Pipeline',
        'imblearn.pipeline.make_pipeline',
      ],
      composeRule('sklearn.pipeline.Pipeline'),
    ),
    ...each(
      ['sklearn.compose.ColumnTransformer', 'sklearn.compose.make_column_transformer'],
      columnTransformerRule,
    ),
    'sklearn.pipeline.FeatureUnion': composeRule('sklearn.preprocessing.FeatureUnion'),
    ...each(WRAPPERS, wrapRule),
    'sklearn.base.clone': (call) => call.args[0] ?? NOTHING,
    'copy.deepcopy': (call) => call.args[0] ?? NOTHING,
    'copy.copy': (call) => call.args[0] ?? NOTHING,
  },
  methods: {
    ...each(['*.fit', '*.partial_fit', '*.fit_generator', '*.train_on_batch'], fitRule),
    '*.fit_predict': fitPredictRule,
    ...each(
      PREDICTS.map((name) => `*.${name}`),
      predictRule,
    ),
    '*.fit_transform': fitTransformRule,
    'model.Loaded.transform': transformRule,
    'model.Loaded.__call__': predictRule,
    'model.Loaded.run': predictRule,
    ...each(['sklearn.pipeline.Pipeline.transform', 'pyspark.ml.Pipeline.transform'], transformRule),
  },
};
