import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, callFlow } from '../../arguments.js';
import { dataOfFormula, type FeaturesAndLabels, formulaOf } from '../rFormula.js';
import { allData } from '../rVectors.js';

const FORMULAS = ['formula', 'form', 'fixed', 'model', 'x', 'terms'];

const FRAMES = ['data', 'newdata', 'df', 'dataset', 'training'];

/** Whether a value is a formula, or is used as one. */
function isFormula(value: Value | undefined): boolean {
  return formulaOf(value) !== undefined;
}

function byMatrix(call: Call): FeaturesAndLabels {
  const x = argument(call, 0, 'x', 'X', 'train', 'data', 'x.train');
  const y = argument(call, 1, 'y', 'Y', 'label', 'cl', 'grouping', 'y.train', 'outcome');
  return { features: x ? flowOf(x) : NO_FLOW, labels: y ? flowOf(y) : NO_FLOW };
}

/** A formula and a frame, in any order and by any name; else a matrix of features and a vector of labels. */
export function dataOf(call: Call): FeaturesAndLabels {
  const named = FORMULAS.flatMap((name) => call.named.get(name) ?? []).find(isFormula);
  const formula = named ?? call.args.find(isFormula);
  const frame = FRAMES.flatMap((name) => call.named.get(name) ?? [])[0];
  const positional = call.args.find((each) => each !== formula && !isEmptyFlow(flowOf(each)));
  const x = argument(call, undefined, 'x', 'X', 'x.train');
  if (!formula && x) return byMatrix(call);
  if (formula) return dataOfFormula(formula, frame ?? positional);
  const unknownFormula =
    frame ??
    (call.args.length > 1 && call.args[0] && isEmptyFlow(flowOf(call.args[0])) ? positional : undefined);
  return unknownFormula ? { features: flowOf(unknownFormula), labels: NO_FLOW } : byMatrix(call);
}

const modelFormulaRule: Rule = (call) => {
  const [text, ...held] = call.args;
  return text ? { ...text, flow: allData(held) } : NOTHING;
};

const asFormulaRule: Rule = (call) => argument(call, 0, 'object', 'x') ?? NOTHING;

/** `reformulate(termlabels, response)`. */
const reformulateRule: Rule = (call) => {
  const [terms, response] = [argument(call, 0, 'termlabels'), argument(call, 1, 'response')];
  return concatenate([
    response ?? constant(''),
    constant(' ~ '),
    constant(
      stringsOf(terms)
        .map((term) => `\`${term}\``)
        .join(' + '),
    ),
  ]);
};

/** `model.matrix(formula, data)` and `sparse.model.matrix`. */
const matrixRule: Rule = (call) => {
  const { features } = dataOf(call);
  return carrying(isEmptyFlow(features) ? callFlow(call) : features);
};

/** Formulas, and matrices that are made by them. */
export const rFormulas: Library = {
  name: 'rFormulas',
  languages: ['r'],
  functions: {
    '<formula>': modelFormulaRule,
    'as.formula': asFormulaRule,
    formula: asFormulaRule,
    bf: asFormulaRule,
    reformulate: reformulateRule,
    'model.matrix': matrixRule,
    'sparse.model.matrix': matrixRule,
  },
  methods: {},
};
