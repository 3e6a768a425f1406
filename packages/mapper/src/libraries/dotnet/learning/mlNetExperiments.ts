import type { Library, Rule } from '../../../interpreter/machine.js';
import type { Flow } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { constant, dictOf, flowOf, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { modelsOf, NAMED_BY_TYPE, nameModel, trainModel } from '../../trainedModels.js';
import { CSHARP, created, given } from '../dotnetRules.js';
import { EXPERIMENTS } from './trainerNames.js';

const experiment: Rule = (call, machine) =>
  created(call, machine, 'MlExperiment', { task: constant(call.name.split('.').at(-1) ?? 'AutoML') });

/** AutoML tries many trainers over the same data. */
const execute: Rule = (call, machine) => {
  const source = flowOf(given(call, 0, 'trainData') ?? NOTHING);
  const label =
    stringOf(given(call, 1, 'labelColumnName')) ?? stringOf(given(call, 2, 'labelColumnName')) ?? 'Label';
  const task = stringOf(storedField(call.receiver, 'task'))?.replace(/^Create|Experiment$/g, '') ?? 'AutoML';
  const names = [...source.columns.keys()].filter((name) => name !== label);
  const features: Flow =
    names.length > 0
      ? { ...source, columns: new Map([...source.columns].filter(([name]) => name !== label)) }
      : source;
  const model = trainModel(call, machine, {
    framework: 'ml.net automl',
    type: `AutoML ${task}`,
    features,
    labels: source,
  });
  for (const each of modelsOf(model)) nameModel(each, `AutoML ${task}`, NAMED_BY_TYPE);
  return dictOf(
    new Map([
      ['BestRun', dictOf(new Map([['Model', model]]))],
      ['Model', model],
    ]),
  );
};

/** Experiments of AutoML. */
export const mlNetExperiments: Library = {
  name: 'mlNetExperiments',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(EXPERIMENTS.map((name) => [`*.Create${name}Experiment`, experiment])),
    '*.MlExperiment.Execute': execute,
    '*.MlExperiment.ExecuteAsync': execute,
  },
};
