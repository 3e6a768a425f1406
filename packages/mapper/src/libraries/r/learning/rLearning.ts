import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { blend, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, callFlow, cellsOf } from '../../arguments.js';
import { modelsOf, type Training, trainModel } from '../../trainedModels.js';
import { dataOfFormula } from '../rFormula.js';
import { allData } from '../rVectors.js';
import { dataOf } from './rFormulas.js';

function weightsOf(call: Call): ReturnType<typeof flowOf> {
  return blend(allData(['weights', 'offset', 'subset'].flatMap((name) => call.named.get(name) ?? [])));
}

function trained(call: Call, machine: Machine, training: Training): Value {
  return trainModel(call, machine, { ...training, labels: joinFlows(training.labels, weightsOf(call)) });
}

const trainRule =
  (framework: string): Rule =>
  (call, machine) =>
    trained(call, machine, { framework, type: call.name.replace(/^.*::/, ''), ...dataOf(call) });

/** `xgb.train(params, data = dtrain, watchlist = …)`. */
const boosterRule =
  (framework: string): Rule =>
  (call, machine) => {
    const data = argument(call, 1, 'data', 'dtrain', 'learn_pool') ?? argument(call, 0);
    const label = argument(call, undefined, 'label', 'y');
    const watched = allData(
      ['watchlist', 'evals', 'valids', 'test_pool', 'validation'].flatMap(
        (name) => call.named.get(name) ?? [],
      ),
    );
    const labels = joinFlows(label ? flowOf(label) : NO_FLOW, blend(watched));
    return trained(call, machine, {
      framework,
      type: call.name,
      features: data ? flowOf(data) : NO_FLOW,
      labels,
    });
  };

/** `xgboost(data = x, label = y)`: the data stands first. */
const boosterOfMatrixRule =
  (framework: string): Rule =>
  (call, machine) => {
    const [data, label] = [argument(call, 0, 'data', 'x'), argument(call, 1, 'label', 'y')];
    const [features, labels] = [data ? flowOf(data) : NO_FLOW, label ? flowOf(label) : NO_FLOW];
    return trained(call, machine, { framework, type: call.name, features, labels });
  };

/** Containers of data for boosting keep the columns of their data. */
const containerRule: Rule = (call) => {
  const data = argument(call, 0, 'data');
  const rest = [...call.args.slice(call.named.has('data') ? 0 : 1), ...call.named.values()].filter(
    (each) => each !== data,
  );
  return carrying(joinFlows(data ? flowOf(data) : NO_FLOW, blend(allData(rest))));
};

/** `h2o.gbm(x = features, y = label, training_frame = frame)`: columns by name. */
const h2oRule: Rule = (call, machine) => {
  const frame = argument(call, undefined, 'training_frame', 'data') ?? argument(call, 2);
  const [x, y] = [argument(call, 0, 'x'), argument(call, 1, 'y')];
  const names = { labels: stringsOf(y), features: stringsOf(x), without: [], all: stringsOf(x).length === 0 };
  const text = `${names.labels.join('+')} ~ ${names.all ? '.' : names.features.map((name) => `\`${name}\``).join('+')}`;
  const validation = argument(call, undefined, 'validation_frame');
  const data = dataOfFormula(constant(text), frame);
  const labels = joinFlows(data.labels, validation ? blend(flowOf(validation)) : NO_FLOW);
  return trained(call, machine, {
    framework: 'h2o',
    type: call.name.replace(/^h2o\./, ''),
    features: data.features,
    labels,
  });
};

/** Series stand as they are: `auto.arima(y, xreg = x)`, `prophet(frame)`. */
const seriesRule =
  (framework: string): Rule =>
  (call, machine) => {
    const [series] = call.args;
    const data = series ? flowOf(series) : allData(call.named.values());
    const regressors = argument(call, undefined, 'xreg');
    return trained(call, machine, {
      framework,
      type: call.name,
      features: joinFlows(data, regressors ? flowOf(regressors) : NO_FLOW),
      labels: NO_FLOW,
    });
  };

/** `createDataPartition(y)` and its kin answer row numbers. */
const rowsRule: Rule = (call) => carrying({ ...NO_FLOW, rows: blend(callFlow(call)).rest });

const predictRule: Rule = (call, machine) => {
  const model = argument(call, 0, 'object', 'model') ?? NOTHING;
  machine.serve(call, modelsOf(call.receiver ?? model), flowOf(call.receiver ?? model));
  return carrying(blend(callFlow(call)));
};

/** What is made from a model is the model still. */
const derivedRule: Rule = (call) => {
  const [model] = call.args;
  return cellsOf(model).length > 0 && model ? model : carrying(callFlow(call));
};

const FORMULA_MODELS: Readonly<Record<string, readonly string[]>> = {
  stats: ['lm', 'glm', 'nls', 'aov', 'loess', 'ppr', 'kmeans', 'factanal', 'supsmu', 'lsfit', 'glm.nb'],
  lme4: ['lmer', 'glmer', 'nlmer', 'glmer.nb'],
  nlme: ['lme', 'gls', 'nlme'],
  mgcv: ['gam', 'bam', 'gamm'],
  glmmTMB: ['glmmTMB'],
  survival: ['coxph', 'survreg', 'clogit', 'coxme', 'crr'],
  rpart: ['rpart'],
  party: ['ctree', 'cforest', 'mob'],
  randomForest: ['randomForest', 'rfsrc', 'quantregForest', 'regression_forest', 'causal_forest'],
  ranger: ['ranger'],
  e1071: ['svm', 'naiveBayes', 'tune.svm', 'naive_bayes'],
  kernlab: ['ksvm'],
  nnet: ['nnet', 'multinom', 'neuralnet', 'avNNet'],
  MASS: ['lda', 'qda', 'rlm', 'polr'],
  gbm: ['gbm', 'gbm.fit'],
  glmnet: ['glmnet', 'cv.glmnet', 'biglasso', 'ncvreg', 'cv.ncvreg'],
  caret: ['train', 'rfe', 'caretList', 'train.default'],
  C50: ['C5.0', 'cubist', 'J48', 'OneR', 'JRip'],
  brms: ['brm'],
  rstanarm: ['stan_glm', 'stan_lm', 'stan_glmer', 'stan_lmer', 'stan_gamm4', 'stan_surv'],
  fixest: ['feols', 'feglm', 'fepois', 'felm', 'plm'],
  earth: ['earth'],
  pls: ['plsr', 'pcr', 'mvr'],
  quantreg: ['rq', 'crq'],
  pscl: ['zeroinfl', 'hurdle', 'betareg'],
  rms: ['lrm', 'ols', 'cph', 'psm'],
  class: ['knn', 'kknn', 'train.kknn', 'knn3', 'knnreg'],
  bartMachine: ['bartMachine', 'bart', 'wbart', 'pbart', 'gbart'],
  tree: ['tree', 'ada', 'boosting', 'bagging', 'adaboost'],
  survey: ['svyglm', 'svycoxph'],
  SuperLearner: ['SuperLearner', 'CV.SuperLearner'],
};

const H2O = [
  'glm',
  'gbm',
  'randomForest',
  'deeplearning',
  'automl',
  'xgboost',
  'naiveBayes',
  'stackedEnsemble',
  'kmeans',
  'gam',
].map((name) => `h2o.${name}`);

const SERIES: Readonly<Record<string, readonly string[]>> = {
  forecast: [
    'auto.arima',
    'Arima',
    'arima',
    'ets',
    'tbats',
    'bats',
    'nnetar',
    'HoltWinters',
    'stlm',
    'thetaf',
    'tslm',
    'StructTS',
    'baggedModel',
  ],
  prophet: ['prophet'],
  bsts: ['bsts', 'CausalImpact'],
  rugarch: ['ugarchfit', 'VAR'],
};

function each(
  groups: Readonly<Record<string, readonly string[]>>,
  rule: (framework: string) => Rule,
): [string, Rule][] {
  return Object.entries(groups).flatMap(([framework, names]) =>
    names.map((name): [string, Rule] => [name, rule(framework)]),
  );
}

/** Functions of R packages that train, save, load and apply models. */
export const rLearning: Library = {
  name: 'rLearning',
  languages: ['r'],
  functions: {
    ...Object.fromEntries(each(FORMULA_MODELS, trainRule)),
    ...Object.fromEntries(each(SERIES, seriesRule)),
    ...Object.fromEntries(H2O.map((name) => [name, h2oRule])),
    'xgb.train': boosterRule('xgboost'),
    'xgb.cv': boosterRule('xgboost'),
    'lgb.train': boosterRule('lightgbm'),
    'lgb.cv': boosterRule('lightgbm'),
    'catboost.train': (call, machine) =>
      boosterRule('catboost')({ ...call, args: [NOTHING, ...call.args.slice(0, 1)] }, machine),
    xgboost: boosterOfMatrixRule('xgboost'),
    lightgbm: boosterOfMatrixRule('lightgbm'),
    'xgb.DMatrix': containerRule,
    'lgb.Dataset': containerRule,
    'lgb.Dataset.create.valid': (call, machine) =>
      containerRule({ ...call, args: call.args.slice(1) }, machine),
    'catboost.load_pool': containerRule,
    'as.h2o': (call) => call.args[0] ?? NOTHING,
    'h2o.importFile': (call, machine) => carrying(machine.read(call, argument(call, 0, 'path'))),
    'h2o.splitFrame': (call) => carrying(callFlow(call)),
    createDataPartition: rowsRule,
    createFolds: rowsRule,
    'sample.split': rowsRule,
    predict: predictRule,
    'h2o.predict': predictRule,
    'catboost.predict': (call, machine) => predictRule(call, machine),
    forecast: predictRule,
    augment: predictRule,
    step: derivedRule,
    stepAIC: derivedRule,
    prune: derivedRule,
    bundle: derivedRule,
    butcher: derivedRule,
    update: derivedRule,
  },
  methods: {},
};
