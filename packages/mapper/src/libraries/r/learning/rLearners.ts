import type { Library, Rule } from '../../../interpreter/machine.js';
import { blend, isEmptyFlow, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING } from '../../../values/value.js';
import { argument, callFlow, cellsOf, storedField } from '../../arguments.js';
import { trainModel } from '../../trainedModels.js';
import { dataOfFormula } from '../rFormula.js';
import { allData } from '../rVectors.js';

/** `TaskClassif$new(backend = data, target = "y")` and `as_task_classif(data, target = "y")` of mlr3. */
const taskRule: Rule = (call, machine) => {
  const data =
    argument(call, undefined, 'backend', 'x') ?? call.args.find((each) => !isEmptyFlow(flowOf(each)));
  const target = stringOf(argument(call, undefined, 'target')) ?? stringOf(call.args.at(-1));
  const { features, labels } = dataOfFormula(
    target === undefined ? undefined : constant(`\`${target}\` ~ .`),
    data,
  );
  const { cell, value } = machine.instance(call, 'mlr3.Task', NO_FLOW);
  cell.fields.set('features', carrying(features));
  cell.fields.set('labels', carrying(labels));
  return value;
};

const learnerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'mlr3.Learner', NO_FLOW);
  cell.fields.set('type', call.args[0] ?? constant('learner'));
  return value;
};

const learnRule: Rule = (call, machine) => {
  const task = argument(call, 0, 'task');
  const features = storedField(task, 'features')?.flow ?? allData([task ?? NOTHING]);
  const labels = storedField(task, 'labels')?.flow ?? NO_FLOW;
  const type = stringOf(storedField(call.receiver, 'type')) ?? 'learner';
  const value = trainModel(call, machine, { framework: 'mlr3', type, features, labels });
  for (const own of cellsOf(call.receiver))
    for (const made of cellsOf(value)) for (const model of made.models) own.models.add(model);
  return value;
};

/** `model(series, arima = ARIMA(y))` of fable: it trains when what it is given are specifications. */
const fableRule: Rule = (call, machine) => {
  const [series, ...rest] = call.args;
  const specifications = [...rest, ...call.named.values()];
  const known = specifications.filter(
    (each) => cellsOf(each).length > 0 || each.why?.startsWith('result of'),
  );
  if (!series || known.length === 0) return carrying(callFlow(call));
  return trainModel(call, machine, {
    framework: 'fable',
    type: 'fable',
    features: flowOf(series),
    labels: NO_FLOW,
  });
};

/** Tasks and learners of mlr3, and models of fable. */
export const rLearners: Library = {
  name: 'rLearners',
  languages: ['r'],
  functions: {
    as_task_classif: taskRule,
    as_task_regr: taskRule,
    TaskClassif: taskRule,
    TaskRegr: taskRule,
    lrn: learnerRule,
    model: fableRule,
  },
  methods: {
    'mlr3.Learner.train': learnRule,
    'mlr3.Learner.predict': (call, machine) => {
      machine.serve(
        call,
        cellsOf(call.receiver).flatMap((cell) => [...cell.models]),
      );
      return carrying(blend(callFlow(call)));
    },
  },
};
