import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { blend, type Flow, isEmptyFlow, joinFlows, NO_FLOW } from '../values/flow.js';
import type { ModelRecord, TrainingRecord } from '../values/records.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, flowOf, listOf, NOTHING, unknown, type Value } from '../values/value.js';
import { argument, argumentFlow, callFlow, cellsOf } from './arguments.js';

const FRAMEWORKS =
  /^(sklearn|xgboost|lightgbm|catboost|statsmodels|keras|tensorflow|torch|prophet|imblearn|pyspark\.ml)\b/;
const NO_MODEL =
  /^sklearn\.(preprocessing|impute|feature_extraction|decomposition|feature_selection|compose|random_projection|manifold|metrics|datasets)\b|Splitter$|KFold$|ColumnTransformer$|^pyspark\.ml\.feature/;

/** How well a name names a model: registering beats saving beats its type. */
const TYPED = 1;
const SAVED = 2;
const REGISTERED = 3;

function frameworkOf(type: string): string | undefined {
  return NO_MODEL.test(type) ? undefined : FRAMEWORKS.exec(type)?.[1];
}

function modelsOf(value: Value | undefined): ModelRecord[] {
  return cellsOf(value).flatMap((cell) => [...cell.models]);
}

/** `estimator.fit(X, y)`: the one place where a model is trained. A transformer only learns from its data. */
const fitRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'X', 'x', 'training_frame', 'dataset');
  const labels = argument(call, 1, 'y', 'Y');
  const features = joinFlows(flowOf(data ?? NOTHING), call.receiver ? blend(flowOf(call.receiver)) : NO_FLOW);
  const validation = argument(call, undefined, 'eval_set', 'validation_data');
  const cells = cellsOf(call.receiver);
  for (const cell of cells) {
    const framework = frameworkOf(cell.type);
    if (framework === undefined) continue;
    const seen = joinFlows(flowOf(labels ?? NOTHING), blend(flowOf(validation ?? NOTHING)));
    const model = machine.train(call, framework, features, seen, 'exact');
    addName(model, cell.type.split('.').at(-1) ?? cell.type, TYPED);
    cell.models.add(model);
  }
  const untyped = cells.length === 0 && labels !== undefined && !isEmptyFlow(features);
  if (untyped) machine.train(call, 'unknown', features, flowOf(labels), 'possible');
  return call.receiver ?? NOTHING;
};

/** `xgboost.train(parameters, data)`. */
const trainRule: Rule = (call, machine) => {
  const framework = call.name.split('.')[0] ?? 'unknown';
  const { cell, value } = machine.instance(call, `${framework}.Booster`, NO_FLOW);
  const data = argument(call, 1, 'dtrain', 'train_set');
  const model = machine.train(call, framework, flowOf(data ?? NOTHING), blend(argumentFlow(call)), 'exact');
  addName(model, `${framework} booster`, TYPED);
  cell.models.add(model);
  return value;
};

function addName(model: ModelRecord, name: string, rank: number): void {
  model.names.set(name, Math.max(rank, model.names.get(name) ?? 0));
}

/** Saving names a model after its file; registering names it for good. */
function nameModels(value: Value | undefined, names: readonly string[], rank: number): void {
  for (const model of modelsOf(value)) for (const name of names) addName(model, name, rank);
}

function stemOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, '');
}

function trainedOn({ features, labels }: TrainingRecord): Flow {
  return joinFlows(blend(features), blend(labels));
}

const dumpRule: Rule = (call, machine) => {
  const [object, target] = [argument(call, 0, 'value', 'obj'), argument(call, 1, 'filename', 'file')];
  const handle = cellsOf(target).flatMap((cell) => cell.fields.get('location') ?? []);
  const location = handle[0] ?? target;
  const models = modelsOf(object);
  nameModels(object, stringsOf(location).map(stemOf), SAVED);
  const trained = models.flatMap((model) => model.trainings).map(trainedOn);
  const data = trained.reduce(joinFlows, object ? flowOf(object) : NO_FLOW);
  if (location) machine.write(call, location, data, models.length > 0 ? { kind: 'model' } : {});
  return NOTHING;
};

const saveRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'path', 'fname', 'filename');
  const models = modelsOf(call.receiver);
  if (models.length === 0 || !location) return carrying(callFlow(call));
  nameModels(call.receiver, stringsOf(location).map(stemOf), SAVED);
  const data = models
    .flatMap((model) => model.trainings)
    .map(trainedOn)
    .reduce(joinFlows, NO_FLOW);
  machine.write(call, location, data, { kind: 'model' });
  return NOTHING;
};

const loadRule: Rule = (call, machine) =>
  machine.instance(call, 'model.Loaded', machine.read(call, argument(call, 0, 'filename', 'file'))).value;

const logModelRule: Rule = (call) => {
  const model = argument(
    call,
    0,
    'sk_model',
    'xgb_model',
    'lgb_model',
    'model',
    'pytorch_model',
    'python_model',
  );
  nameModels(model, stringsOf(argument(call, undefined, 'registered_model_name')), REGISTERED);
  return { ...NOTHING, references: cellsOf(model).map((cell) => ({ kind: 'instance' as const, cell })) };
};

/** `mlflow.register_model(uri, name)`: the models logged so far in the activity are meant. */
const registerRule: Rule = (call) => {
  const name = stringOf(argument(call, 1, 'name'));
  if (name !== undefined) nameModels(call.args[0], [name], REGISTERED);
  return NOTHING;
};

const predictRule: Rule = (call, machine) => {
  machine.serve(call, modelsOf(call.receiver));
  return carrying(blend(callFlow(call)));
};

/** `train_test_split(X, y)` answers two parts of each. */
const splitRule: Rule = (call) => listOf(call.args.flatMap((each) => [each, each]));

/** Columns survive, as with `set_output`; only the values change. */
const transformRule: Rule = (call) => {
  const data = argument(call, 0, 'X', 'raw_documents');
  return data ? carrying(flowOf(data)) : carrying(callFlow(call));
};

const sampleDataRule: Rule = (call, machine) => {
  const name = call.name.split('.').at(-1) ?? call.name;
  const openml = name === 'fetch_openml' ? argument(call, 0, 'name') : undefined;
  const location: Value = openml ?? { texts: [{ value: name, confidence: 'exact' }], flow: NO_FLOW };
  const data = carrying(
    machine.read(call, location, {
      kind: 'unknown',
      namespace: openml ? 'openml' : (call.name.split('.')[0] ?? ''),
    }),
  );
  const pair = argument(call, undefined, 'return_X_y')?.texts?.some((text) => text.value === true);
  return pair ? listOf([data, data]) : data;
};

const composeRule =
  (type: string): Rule =>
  (call, machine: Machine) =>
    machine.instance(call, composedType(call, type), argumentFlow(call)).value;

/** A pipeline is a model when its last step is one. */
function composedType(call: Call, type: string): string {
  const steps = argument(call, 0, 'steps')?.items ?? call.args;
  const last = steps.at(-1);
  const cells = cellsOf(last?.items?.at(-1) ?? last);
  const isModel = cells.length === 0 || cells.some((cell) => frameworkOf(cell.type) !== undefined);
  return isModel ? type : 'sklearn.preprocessing.Pipeline';
}

const FLAVOURS = [
  'sklearn',
  'xgboost',
  'lightgbm',
  'catboost',
  'pytorch',
  'keras',
  'tensorflow',
  'statsmodels',
  'pyfunc',
  'spark',
];
const SAMPLES = ['iris', 'diabetes', 'digits', 'wine', 'breast_cancer', 'linnerud'].map(
  (name) => `load_${name}`,
);
const FETCHED = [
  'fetch_openml',
  'fetch_california_housing',
  'fetch_20newsgroups',
  'fetch_covtype',
  'fetch_olivetti_faces',
];

/** Frameworks that train: scikit-learn and those that share its words, and the registry of MLflow. */
export const learning: Library = {
  name: 'learning',
  functions: {
    'xgboost.train': trainRule,
    'lightgbm.train': trainRule,
    'joblib.dump': dumpRule,
    'joblib.load': loadRule,
    'pickle.dump': dumpRule,
    'sklearn.externals.joblib.dump': dumpRule,
    'mlflow.register_model': registerRule,
    ...Object.fromEntries(FLAVOURS.map((name) => [`mlflow.${name}.log_model`, logModelRule])),
    'sklearn.model_selection.train_test_split': splitRule,
    'sklearn.pipeline.Pipeline': composeRule('sklearn.pipeline.Pipeline'),
    'sklearn.pipeline.make_pipeline': composeRule('sklearn.pipeline.Pipeline'),
    ...Object.fromEntries(
      [...SAMPLES, ...FETCHED].map((name) => [`sklearn.datasets.${name}`, sampleDataRule]),
    ),
    'seaborn.load_dataset': (call, machine) =>
      carrying(
        machine.read(call, call.args[0] ?? unknown('no name'), { kind: 'unknown', namespace: 'seaborn' }),
      ),
  },
  methods: {
    '*.fit': fitRule,
    '*.partial_fit': fitRule,
    '*.save_model': saveRule,
    '*.predict': predictRule,
    '*.predict_proba': predictRule,
    '*.fit_transform': transformRule,
  },
};
