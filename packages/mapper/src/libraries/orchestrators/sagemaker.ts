import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { currentGraph, stemOfFile, taskOf } from './graphMemory.js';
import { environmentOf, optionWords, textOf, wordsOf } from './wordsOf.js';

const ESTIMATOR = 'sagemaker.Estimator';
const PROCESSOR = 'sagemaker.Processor';

/** `TrainingInput('s3://…')`, `ProcessingInput(source=…)`: the data that it points to. */
const inputRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sagemaker.Channel', NO_FLOW);
  const location = argument(call, 0, 's3_data', 'source', 'data');
  const destination = argument(call, undefined, 'destination', 'output_s3_uri') ?? call.args[1];
  if (location) cell.fields.set('location', location);
  if (destination) cell.fields.set('destination', destination);
  return value;
};

function locationOf(channel: Value): Value | undefined {
  return channel.texts ? channel : storedField(channel, 'location');
}

const holderRule =
  (type: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    for (const [name, each] of call.named) cell.fields.set(name, each);
    const [image] = call.args;
    if (image && !call.named.has('image_uri')) cell.fields.set('image_uri', image);
    return value;
  };

function channelsOf(inputs: Value | undefined): [string, Value][] {
  if (!inputs) return [];
  if (inputs.fields) return [...inputs.fields];
  return inputs.items ? inputs.items.map((each, index) => [`channel${index}`, each]) : [['training', inputs]];
}

function withFolder(folder: Value | undefined, script: string): string {
  const root = folder?.texts ? textOf(folder).replace(/\/$/, '') : '';
  return root === '' || root === '.' || /^s3:/.test(root) ? script : `${root}/${script}`;
}

/** Trains in a container: by a script of the repository, which finds its channels in its environment, or by an image. */
function train(call: Call, machine: Machine, estimator: Value | undefined, inputs: Value | undefined): void {
  const environment = environmentOf(storedField(estimator, 'environment'));
  let data: Flow = NO_FLOW;
  for (const [name, channel] of channelsOf(inputs)) {
    const location = locationOf(channel);
    data = joinFlows(data, machine.read(call, location ?? channel));
    if (location?.texts) environment.set(`SM_CHANNEL_${name.toUpperCase()}`, textOf(location));
  }
  const output = storedField(estimator, 'output_path');
  if (output?.texts) {
    machine.write(call, output, data, { kind: 'model' });
    environment.set('SM_MODEL_DIR', '/opt/ml/model');
  }
  const script = stringOf(storedField(estimator, 'entry_point'));
  if (script === undefined) {
    const model = machine.train(call, 'sagemaker', data, NO_FLOW, 'inferred');
    const name = stringOf(storedField(estimator, 'base_job_name'));
    if (name !== undefined) model.names.set(name, 2);
    return;
  }
  const words = optionWords(storedField(estimator, 'hyperparameters'));
  machine.start(call, withFolder(storedField(estimator, 'source_dir'), script), words, environment);
}

const fitRule: Rule = (call, machine) => {
  train(call, machine, call.receiver, argument(call, 0, 'inputs'));
  return call.receiver ?? NOTHING;
};

/** Processing: inputs are read, outputs written; the script runs with the job's arguments. */
function processData(call: Call, machine: Machine, code: Value | undefined, words: Value | undefined): Flow {
  const inputs = argument(call, undefined, 'inputs')?.items ?? [];
  const flow = inputs.map((each) => machine.read(call, locationOf(each))).reduce(joinFlows, NO_FLOW);
  for (const output of argument(call, undefined, 'outputs')?.items ?? []) {
    const target = storedField(output, 'destination');
    if (target) machine.write(call, target, flow);
  }
  const script = stringOf(code);
  if (script !== undefined)
    machine.start(
      call,
      withFolder(argument(call, undefined, 'source_dir'), script),
      wordsOf(words),
      new Map(),
    );
  return flow;
}

const runRule: Rule = (call, machine) =>
  carrying(
    processData(call, machine, argument(call, undefined, 'code'), argument(call, undefined, 'arguments')),
  );

function stepMachine(call: Call, machine: Machine): Machine {
  const name = stringOf(argument(call, 0, 'name')) ?? 'step';
  return machine.within(taskOf(currentGraph(machine) ?? stemOfFile(machine), name, 'sagemaker-pipeline'));
}

const trainingStepRule: Rule = (call, machine) => {
  const estimator = argument(call, undefined, 'estimator');
  if (estimator) train(call, stepMachine(call, machine), estimator, argument(call, undefined, 'inputs'));
  return NOTHING;
};

const processingStepRule: Rule = (call, machine) => {
  const own = stepMachine(call, machine);
  if (argument(call, undefined, 'processor'))
    processData(call, own, argument(call, undefined, 'code'), argument(call, undefined, 'job_arguments'));
  return NOTHING;
};

/** `ParameterString(name, default_value=…)`. */
const parameterRule: Rule = (call) => {
  const name = stringOf(argument(call, 0, 'name')) ?? 'parameter';
  const fallback = argument(call, undefined, 'default_value');
  if (fallback?.texts)
    return {
      ...fallback,
      texts: fallback.texts.map((text) => ({ ...text, confidence: 'inferred' as const })),
    };
  return { ...constant(`{${name}}`, 'possible'), why: `pipeline parameter ${name} has no value`, hint: name };
};

const ESTIMATORS = [
  ...[
    'estimator.Estimator',
    'sklearn.SKLearn',
    'sklearn.estimator.SKLearn',
    'pytorch.PyTorch',
    'pytorch.estimator.PyTorch',
  ],
  ...[
    'tensorflow.TensorFlow',
    'tensorflow.estimator.TensorFlow',
    'xgboost.XGBoost',
    'xgboost.estimator.XGBoost',
  ],
  ...[
    'huggingface.HuggingFace',
    'mxnet.MXNet',
    'Estimator',
    'LinearLearner',
    'KMeans',
    'tuner.HyperparameterTuner',
  ],
];
const PROCESSORS = [
  ...[
    'processing.ScriptProcessor',
    'processing.Processor',
    'sklearn.processing.SKLearnProcessor',
    'processing.FrameworkProcessor',
  ],
  ...['spark.processing.PySparkProcessor', 'pytorch.processing.PyTorchProcessor'],
];
const INPUTS = [
  'inputs.TrainingInput',
  'TrainingInput',
  's3_input',
  'processing.ProcessingInput',
  'processing.ProcessingOutput',
];

/** Amazon SageMaker: jobs in containers, and pipelines of them. */
export const sagemaker: Library = {
  name: 'sagemaker',
  functions: {
    ...Object.fromEntries(ESTIMATORS.map((name) => [`sagemaker.${name}`, holderRule(ESTIMATOR)])),
    ...Object.fromEntries(PROCESSORS.map((name) => [`sagemaker.${name}`, holderRule(PROCESSOR)])),
    ...Object.fromEntries(INPUTS.map((name) => [`sagemaker.${name}`, inputRule])),
    'sagemaker.workflow.steps.TrainingStep': trainingStepRule,
    'sagemaker.workflow.steps.ProcessingStep': processingStepRule,
    'sagemaker.workflow.parameters.ParameterString': parameterRule,
  },
  methods: { [`${ESTIMATOR}.fit`]: fitRule, [`${PROCESSOR}.run`]: runRule },
};
