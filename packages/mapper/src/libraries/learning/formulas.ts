import type { Library, Rule } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW, pickColumn, pickColumns } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, listOf, NOTHING } from '../../values/value.js';
import { each, under } from '../accessRules.js';
import { argument, callFlow, dataOf, storedField } from '../arguments.js';
import { trainModel } from './trainedModels.js';

const WORD = /[A-Za-z_][\w.]*(?!\s*\()/g;
const CATEGORY = /\bC\(\s*([A-Za-z_]\w*)[^)]*\)/g;

/** Columns that one side of a formula names. */
function columnsOfFormula(side: string): string[] {
  const plain = side.replace(CATEGORY, ' $1 ').replace(/\bQ\(\s*["']([^"']+)["']\s*\)/g, ' $1 ');
  const calls = new Set([...plain.matchAll(/([A-Za-z_][\w.]*)\s*\(/g)].map((match) => match[1]));
  return [...new Set(plain.match(WORD) ?? [])].filter((word) => !calls.has(word));
}

interface Sides {
  features: Flow;
  labels: Flow;
}

/** What a formula takes from a frame. */
function sidesOf(formula: string, frame: Flow): Sides {
  const [left = '', right = ''] = formula.split('~');
  const names = columnsOfFormula(right);
  return {
    features: names.length > 0 ? pickColumns(frame, names) : frame,
    labels: columnsOfFormula(left)
      .map((name) => pickColumn(frame, name))
      .reduce(joinFlows, NO_FLOW),
  };
}

/** `smf.ols('y ~ a + b', data)`: fitted later. */
const formulaRule: Rule = (call, machine) => {
  const formula = stringOf(argument(call, 0, 'formula'));
  const data = dataOf(argument(call, 1, 'data'));
  const { cell, value } = machine.instance(call, 'statsmodels.Formula', NO_FLOW);
  const sides = formula === undefined ? { features: data, labels: NO_FLOW } : sidesOf(formula, data);
  cell.fields.set('features', carrying(sides.features));
  cell.fields.set('labels', carrying(sides.labels));
  cell.fields.set('name', {
    texts: [{ value: call.name.split('.').at(-1) ?? '', confidence: 'exact' }],
    flow: NO_FLOW,
  });
  return value;
};

const fitFormulaRule: Rule = (call, machine) => {
  const [features, labels] = ['features', 'labels'].map(
    (name) => storedField(call.receiver, name)?.flow ?? NO_FLOW,
  );
  const cells = (call.receiver?.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? [each.cell] : [],
  );
  const name = stringOf(storedField(call.receiver, 'name')) ?? 'statsmodels';
  trainModel(call, machine, cells, {
    framework: 'statsmodels',
    features: features ?? NO_FLOW,
    labels: blend(labels ?? NO_FLOW),
    name,
  });
  return call.receiver ?? NOTHING;
};

/** `sm.OLS(y, X)`: labels first. */
const arrayRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'statsmodels.Formula', NO_FLOW);
  const [labels, features] = [argument(call, 0, 'endog'), argument(call, 1, 'exog')];
  cell.fields.set('features', carrying(joinFlows(dataOf(features), features ? NO_FLOW : dataOf(labels))));
  cell.fields.set('labels', carrying(dataOf(labels)));
  cell.fields.set('name', {
    texts: [{ value: call.name.split('.').at(-1) ?? '', confidence: 'exact' }],
    flow: NO_FLOW,
  });
  return value;
};

/** `dmatrices('y ~ a', data)` answers labels and features. */
const matricesRule: Rule = (call) => {
  const formula = stringOf(argument(call, 0, 'formula_like'));
  const data = dataOf(argument(call, 1, 'data'));
  if (formula === undefined) return carrying(callFlow(call));
  const { features, labels } = sidesOf(formula, data);
  return call.name.endsWith('dmatrix') ? carrying(features) : listOf([carrying(labels), carrying(features)]);
};

/** `auto_arima(y, X)` fits as it is called. */
const autoRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pmdarima.arima.ARIMA', NO_FLOW);
  const labels = dataOf(argument(call, 0, 'y'));
  const features = joinFlows(labels, dataOf(argument(call, 1, 'X', 'exogenous')));
  trainModel(call, machine, [cell], {
    framework: 'pmdarima',
    features,
    labels: blend(labels),
    name: 'auto_arima',
  });
  return value;
};

function withPackages(names: readonly string[], owners: readonly string[], rule: Rule): Record<string, Rule> {
  return under(owners, each(names, rule));
}

const FORMULA = [
  'ols',
  'wls',
  'gls',
  'glm',
  'logit',
  'probit',
  'poisson',
  'negativebinomial',
  'mnlogit',
  'mixedlm',
  'gee',
  'quantreg',
  'rlm',
  'phreg',
  'glmgam',
  'ordinal_gee',
  'glsar',
];
const ARRAYS = [
  'OLS',
  'WLS',
  'GLS',
  'GLM',
  'Logit',
  'Probit',
  'Poisson',
  'NegativeBinomial',
  'MNLogit',
  'MixedLM',
  'GEE',
  'QuantReg',
  'RLM',
  'PHReg',
];
const SERIES = [
  'ARIMA',
  'SARIMAX',
  'ExponentialSmoothing',
  'SimpleExpSmoothing',
  'Holt',
  'VAR',
  'VARMAX',
  'AutoReg',
  'UnobservedComponents',
  'statespace.SARIMAX',
];

/** Models of statistics, whose data are given when they are made: formulas and arrays. */
export const formulas: Library = {
  name: 'formulas',
  functions: {
    ...withPackages(FORMULA, ['statsmodels.formula.api'], formulaRule),
    ...withPackages(
      ARRAYS.map((name) => `${name}.from_formula`),
      ['statsmodels.api'],
      formulaRule,
    ),
    ...withPackages(
      ARRAYS,
      [
        'statsmodels.api',
        'statsmodels.regression.linear_model',
        'statsmodels.discrete.discrete_model',
        'statsmodels.genmod.generalized_linear_model',
      ],
      arrayRule,
    ),
    ...withPackages(
      SERIES,
      [
        'statsmodels.api.tsa',
        'statsmodels.tsa.api',
        'statsmodels.tsa.arima.model',
        'statsmodels.tsa.arima_model',
        'statsmodels.tsa.statespace.sarimax',
        'statsmodels.tsa.holtwinters',
        'statsmodels.tsa.vector_ar.var_model',
        'statsmodels.tsa.ar_model',
      ],
      arrayRule,
    ),
    'patsy.dmatrices': matricesRule,
    'patsy.dmatrix': matricesRule,
    'pmdarima.auto_arima': autoRule,
    'pmdarima.arima.auto_arima': autoRule,
  },
  methods: {
    ...under(['statsmodels.Formula'], each(['fit', 'fit_regularized', 'fit_constrained'], fitFormulaRule)),
  },
};
