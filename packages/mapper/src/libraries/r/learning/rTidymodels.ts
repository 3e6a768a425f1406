import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { blend, isEmptyFlow, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, argumentFlow, callFlow, cellsOf, storedField } from '../../arguments.js';
import { trainModel } from '../../trainedModels.js';
import { dataOfFormula } from '../rFormula.js';

const WORKFLOW = 'tidymodels.Workflow';

const SPECIFICATION = 'tidymodels.Specification';

function hasType(value: Value | undefined, type: string): boolean {
  return cellsOf(value).some((cell) => cell.type === type);
}

/** A workflow remembers its parts, whichever is added first. */
const workflowRule: Rule = (call, machine) => {
  const { value } = machine.instance(call, WORKFLOW, NO_FLOW);
  const parts = [...call.args, argument(call, undefined, 'preprocessor'), argument(call, undefined, 'spec')];
  for (const part of parts) if (part) addPart(value, part);
  return value;
};

function addPart(workflow: Value | undefined, part: Value): void {
  for (const cell of cellsOf(workflow)) {
    if (hasType(part, SPECIFICATION)) cell.fields.set('specification', part);
    else cell.fields.set('preprocessor', part);
  }
}

const addRule: Rule = (call) => {
  const [workflow, part] = [call.args[0], argument(call, 1, 'recipe', 'spec', 'formula', 'x')];
  if (part) addPart(workflow, part);
  return workflow ?? NOTHING;
};

/** `boost_tree(…) |> set_engine("xgboost")`: the engine is the framework. */
const specificationRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, SPECIFICATION, NO_FLOW);
  cell.fields.set('type', constant(call.name));
  const engine = argument(call, undefined, 'engine');
  if (engine) cell.fields.set('engine', engine);
  return value;
};

const engineRule: Rule = (call) => {
  const [specification, engine] = call.args;
  if (engine) for (const cell of cellsOf(specification)) cell.fields.set('engine', engine);
  return specification ?? NOTHING;
};

function frameworkOf(specification: Value | undefined): { framework: string; type: string } {
  const type = stringOf(storedField(specification, 'type')) ?? 'workflow';
  return { framework: stringOf(storedField(specification, 'engine')) ?? 'parsnip', type };
}

/** What the preprocessor of a workflow takes from the data. */
function prepared(
  preprocessor: Value | undefined,
  data: Value | undefined,
): { features: ReturnType<typeof flowOf>; labels: ReturnType<typeof flowOf> } {
  const kept = storedField(preprocessor, 'features');
  if (kept) {
    const labels = storedField(preprocessor, 'labels')?.flow ?? NO_FLOW;
    const fresh =
      data && !isEmptyFlow(flowOf(data))
        ? dataOfFormula(storedField(preprocessor, 'formula'), data)
        : undefined;
    // The recipe knows which columns are taken away; the data that is given is what it is trained on.
    return fresh && isEmptyFlow(kept.flow)
      ? fresh
      : { features: kept.flow, labels: joinFlows(labels, fresh ? blend(fresh.labels) : NO_FLOW) };
  }
  return dataOfFormula(preprocessor?.texts ? preprocessor : undefined, data);
}

function fitWorkflow(call: Call, machine: Machine, workflow: Value, data: Value | undefined): Value {
  const specification = storedField(workflow, 'specification');
  return trainModel(call, machine, {
    ...frameworkOf(specification),
    ...prepared(storedField(workflow, 'preprocessor'), data),
  });
}

/** `fit(specification, formula, data)`. */
function fitSpecification(call: Call, machine: Machine, specification: Value): Value {
  const data = dataOfFormula(argument(call, 1, 'formula'), argument(call, 2, 'data'));
  return trainModel(call, machine, { ...frameworkOf(specification), ...data });
}

/** A network of keras, torch or luz: `fit(model, x, y)`. */
function fitNetwork(call: Call, machine: Machine, model: Value | undefined): Value {
  const [x, y] = [argument(call, 1, 'x', 'data', 'object'), argument(call, 2, 'y')];
  const validation = argument(call, undefined, 'validation_data', 'valid_data');
  const type = /keras/.test(JSON.stringify(cellsOf(model).map((cell) => cell.type))) ? 'keras' : 'network';
  const features = x ? flowOf(x) : NO_FLOW;
  const labels = joinFlows(y ? flowOf(y) : NO_FLOW, validation ? blend(flowOf(validation)) : NO_FLOW);
  if (isEmptyFlow(features) && isEmptyFlow(labels) && !hasType(model, 'keras.Model'))
    return carrying(callFlow(call));
  const value = trainModel(call, machine, {
    framework: type === 'keras' ? 'keras' : 'torch',
    type,
    features,
    labels,
  });
  const [trainedCell] = cellsOf(value);
  for (const cell of cellsOf(model)) for (const each of trainedCell?.models ?? []) cell.models.add(each);
  return value;
}

const fitRule: Rule = (call, machine) => {
  const model = argument(call, 0, 'object', 'workflow', 'spec', 'm');
  if (hasType(model, WORKFLOW) && model) return fitWorkflow(call, machine, model, argument(call, 1, 'data'));
  if (hasType(model, SPECIFICATION) && model) return fitSpecification(call, machine, model);
  return fitNetwork(call, machine, model);
};

/** `last_fit(workflow, split)`, `tune_grid(workflow, resamples = folds)`: the data stands second, or behind the formula. */
const resampledRule: Rule = (call, machine) => {
  const workflow = argument(call, 0, 'object');
  const data =
    argument(call, undefined, 'split', 'resamples') ??
    call.args.slice(1).find((each) => !isEmptyFlow(flowOf(each)));
  if (hasType(workflow, WORKFLOW) && workflow) return fitWorkflow(call, machine, workflow, data);
  const preprocessor = argument(call, 1, 'preprocessor');
  return trainModel(call, machine, { ...frameworkOf(workflow), ...prepared(preprocessor, data) });
};

const fitXyRule: Rule = (call, machine) => {
  const [x, y] = [argument(call, 1, 'x'), argument(call, 2, 'y')];
  return trainModel(call, machine, {
    ...frameworkOf(argument(call, 0, 'object')),
    features: x ? flowOf(x) : NO_FLOW,
    labels: y ? flowOf(y) : NO_FLOW,
  });
};

const kerasRule: Rule = (call, machine) => machine.instance(call, 'keras.Model', argumentFlow(call)).value;

const sameRule: Rule = (call) => call.args[0] ?? NOTHING;

const SPECIFICATIONS = [
  ...[
    'linear_reg',
    'logistic_reg',
    'multinom_reg',
    'poisson_reg',
    'rand_forest',
    'boost_tree',
    'decision_tree',
    'mlp',
    'svm_rbf',
  ],
  ...[
    'svm_linear',
    'svm_poly',
    'nearest_neighbor',
    'naive_Bayes',
    'mars',
    'gen_additive_mod',
    'bag_tree',
    'proportional_hazards',
    'rule_fit',
  ],
  ...[
    'cubist_rules',
    'arima_reg',
    'prophet_reg',
    'discrim_linear',
    'bart_spec',
    'survival_reg',
    'null_model',
  ],
];

const RESAMPLED = [
  'last_fit',
  'fit_resamples',
  'tune_grid',
  'tune_bayes',
  'tune_race_anova',
  'tune_race_win_loss',
  'tune_sim_anneal',
];

const KEPT = [
  'finalize_workflow',
  'extract_workflow',
  'extract_fit_parsnip',
  'extract_fit_engine',
  'pull_workflow_fit',
  'finalize_model',
  'set_mode',
  'set_args',
  'compile',
  'prep',
  'setup',
  'set_hparams',
  'translate_spec',
  'update_role',
  'remove_role',
  'auto_tuner',
  'bundle',
  'as_learner',
];

const LAYERS = [
  'layer_dense',
  'layer_dropout',
  'layer_lstm',
  'layer_conv_2d',
  'layer_flatten',
  'layer_embedding',
  'layer_batch_normalization',
  'layer_max_pooling_2d',
  'layer_gru',
];

/** tidymodels, keras, torch, mlr3 and fable. */
export const rTidymodels: Library = {
  name: 'rTidymodels',
  languages: ['r'],
  functions: {
    workflow: workflowRule,
    add_recipe: addRule,
    add_model: addRule,
    add_formula: addRule,
    ...Object.fromEntries(SPECIFICATIONS.map((name) => [name, specificationRule])),
    set_engine: engineRule,
    fit: fitRule,
    fit_xy: fitXyRule,
    'fit.prophet': (call, machine) =>
      trainModel(call, machine, {
        framework: 'prophet',
        type: 'prophet',
        features: flowOf(argument(call, 1, 'df') ?? NOTHING),
        labels: NO_FLOW,
      }),
    ...Object.fromEntries(RESAMPLED.map((name) => [name, resampledRule])),
    ...Object.fromEntries(KEPT.map((name) => [name, sameRule])),
    ...Object.fromEntries(LAYERS.map((name) => [name, sameRule])),
    keras_model_sequential: kerasRule,
    keras_model: kerasRule,
    'keras::fit': fitRule,
  },
  methods: {
    'keras.Model.fit': (call, machine) =>
      fitRule({ ...call, args: [call.receiver ?? NOTHING, ...call.args] }, machine),
  },
};
