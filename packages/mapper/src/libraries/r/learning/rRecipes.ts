import type { Library, Rule } from '../../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW, withoutColumns } from '../../../values/flow.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { argument, cellsOf, storedField } from '../../arguments.js';
import { dataOfFormula } from '../rFormula.js';
import { selectionOf } from '../rFrameRules.js';

const RECIPE = 'tidymodels.Recipe';

/** `recipe(formula, data = training)`: steps keep it; `step_rm` takes columns away. */
const recipeRule: Rule = (call, machine) => {
  const [first, second] = [argument(call, 0, 'x', 'formula'), argument(call, 1, 'data')];
  const isFormula = first?.texts !== undefined;
  const [formula, data] = isFormula ? [first, second] : [argument(call, 1, 'formula'), first];
  const { features, labels } = dataOfFormula(formula?.texts ? formula : undefined, data);
  const { cell, value } = machine.instance(call, RECIPE, NO_FLOW);
  cell.fields.set('features', carrying(features));
  cell.fields.set('labels', carrying(labels));
  if (formula?.texts) cell.fields.set('formula', formula);
  return value;
};

const stepRule: Rule = (call) => call.args[0] ?? NOTHING;

const removeRule: Rule = (call) => {
  const [recipe, ...rest] = call.args;
  const { names } = selectionOf(rest, new Map());
  for (const cell of cellsOf(recipe)) {
    const features = cell.fields.get('features')?.flow ?? NO_FLOW;
    cell.fields.set(
      'features',
      carrying(
        withoutColumns(
          features,
          names.map(([name]) => name),
        ),
      ),
    );
  }
  return recipe ?? NOTHING;
};

/** `bake(recipe, new_data)`, `juice(recipe)`. */
const bakeRule: Rule = (call) => {
  const data = argument(call, 1, 'new_data');
  const recipe = call.args[0];
  const own = joinFlows(
    storedField(recipe, 'features')?.flow ?? NO_FLOW,
    storedField(recipe, 'labels')?.flow ?? NO_FLOW,
  );
  return carrying(data && !isEmptyFlow(flowOf(data)) ? flowOf(data) : own);
};

const STEPS = [
  ...[
    'normalize',
    'center',
    'scale',
    'range',
    'dummy',
    'impute_mean',
    'impute_median',
    'impute_mode',
    'impute_knn',
    'zv',
    'nzv',
  ],
  ...[
    'corr',
    'pca',
    'log',
    'BoxCox',
    'YeoJohnson',
    'other',
    'novel',
    'unknown',
    'date',
    'holiday',
    'interact',
    'mutate',
    'select',
  ],
  ...[
    'filter',
    'naomit',
    'downsample',
    'upsample',
    'smote',
    'string2factor',
    'num2factor',
    'poly',
    'ns',
    'discretize',
    'unorder',
  ],
  ...[
    'lencode_glm',
    'tokenize',
    'tokenfilter',
    'tfidf',
    'stopwords',
    'rename',
    'indicate_na',
    'mutate_at',
    'arrange',
    'sample',
  ],
];

/** Recipes: which columns a model gets, and what is done to them first. */
export const rRecipes: Library = {
  name: 'rRecipes',
  languages: ['r'],
  functions: {
    recipe: recipeRule,
    ...Object.fromEntries(STEPS.map((name) => [`step_${name}`, stepRule])),
    step_rm: removeRule,
    bake: bakeRule,
    juice: bakeRule,
  },
  methods: {},
};
