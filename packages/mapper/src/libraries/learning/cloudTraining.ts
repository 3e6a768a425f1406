import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell } from '../../values/text.js';
import { concatenate, mapTexts, stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { each, under } from '../accessRules.js';
import { argument, cellsOf, dataOf } from '../arguments.js';
import { heldCells, modelsOf, trainModel } from './trainedModels.js';

/** Data in the store that an input names: a URI, a described input, or one for each channel. */
function inputFlow(call: Call, machine: Machine, value: Value | undefined): Flow {
  if (!value) return NO_FLOW;
  const stored = cellsOf(value).flatMap((cell) => cell.fields.get('location') ?? [])[0];
  if (stored) return machine.read(call, stored);
  const parts = [...(value.items ?? []), ...(value.fields?.values() ?? [])];
  if (parts.length > 0) return parts.map((part) => inputFlow(call, machine, part)).reduce(joinFlows, NO_FLOW);
  return value.texts ? machine.read(call, value) : dataOf(value);
}

/** An estimator of SageMaker remembers its script, its settings and where its model goes. */
const estimatorRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, call.name, NO_FLOW);
  for (const [name, given] of call.named) cell.fields.set(name, given);
  return value;
};

function wordsOf(settings: Value | undefined): string[] {
  return [...(settings?.fields ?? [])].flatMap(([name, value]) => [
    `--${name}`,
    ...(value.texts ?? []).slice(0, 1).map((text) => spell(text.value)),
  ]);
}

function startScript(call: Call, machine: Machine, field: (name: string) => Value | undefined): void {
  const script = stringOf(field('entry_point') ?? field('script_path') ?? field('code'));
  if (script === undefined || script.includes('://')) return;
  const folder = stringOf(field('source_dir'));
  const path = folder === undefined || folder.includes('://') ? script : `${folder}/${script}`;
  machine.start(call, path, wordsOf(field('hyperparameters')), new Map());
}

/** `estimator.fit({'train': uri})`: the channels are the data; the script that runs there knows no more of it. */
const fitRule: Rule = (call, machine) => {
  const data = inputFlow(call, machine, argument(call, 0, 'inputs'));
  for (const cell of cellsOf(call.receiver)) {
    const wrapped = heldCells(cell.fields.get('estimator'))[0];
    const field = (name: string): Value | undefined => cell.fields.get(name) ?? wrapped?.fields.get(name);
    const type = (wrapped ?? cell).type.split('.').at(-1) ?? cell.type;
    const name = stringOf(field('base_job_name')) ?? type;
    const model = trainModel(call, machine, wrapped ? [cell, wrapped] : [cell], {
      framework: 'sagemaker',
      features: data,
      name,
    });
    const output = field('output_path');
    if (output?.texts) machine.write(call, output, data, { kind: 'model', models: [model] });
    startScript(call, machine, field);
  }
  return NOTHING;
};

const deployRule: Rule = (call, machine) => {
  machine.serve(call, modelsOf(call.receiver), dataOf(call.receiver));
  return call.receiver ?? NOTHING;
};

const inputRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sagemaker.Input', NO_FLOW);
  const location = argument(call, 0, 's3_data', 's3_input', 'source', 'S3Uri');
  if (location) cell.fields.set('location', location);
  return value;
};

/** `session.upload_data(path, bucket, key_prefix)` answers where the data went. */
const uploadRule: Rule = (call, machine) => {
  const path = argument(call, 0, 'path');
  const bucket = argument(call, 1, 'bucket') ?? constant('{default_bucket}', 'possible');
  const prefix = argument(call, 2, 'key_prefix') ?? constant('data');
  const name = path?.texts
    ? mapTexts(path, (text) => (/\.\w+$/.test(text) ? `/${text.split('/').at(-1)}` : ''))
    : constant('');
  const target = concatenate([constant('s3://'), bucket, constant('/'), prefix, name]);
  machine.write(call, target, machine.read(call, path), { kind: 'object' });
  return target;
};

const modelRule: Rule = (call, machine) => {
  const data = argument(call, undefined, 'model_data', 'artifact_uri');
  const flow = data?.texts ? machine.read(call, data, { kind: 'model' }) : NO_FLOW;
  return machine.instance(call, 'model.Loaded', flow).value;
};

/** `TabularDataset.create(gcs_source=…, bq_source='bq://project.set.table')`. */
const vertexDatasetRule: Rule = (call, machine) => {
  const [files, table] = [argument(call, undefined, 'gcs_source'), argument(call, undefined, 'bq_source')];
  const name = table && mapTexts(table, (text) => text.replace(/^bq:\/\//, ''));
  const flow = joinFlows(
    files ? machine.read(call, files) : NO_FLOW,
    name ? machine.read(call, name, { kind: 'table', namespace: 'bigquery' }) : NO_FLOW,
  );
  return machine.instance(call, 'vertex.Dataset', flow).value;
};

/** `AutoMLTabularTrainingJob(…).run(dataset=…)`; a custom job also runs its script. */
const vertexRunRule: Rule = (call, machine) => {
  const data = dataOf(argument(call, 0, 'dataset'));
  for (const cell of cellsOf(call.receiver)) {
    const field = (name: string): Value | undefined => cell.fields.get(name);
    const words = (argument(call, undefined, 'args')?.items ?? []).flatMap((each) => stringOf(each) ?? []);
    const script = stringOf(field('script_path'));
    if (script !== undefined) machine.start(call, script, words, new Map());
    const named =
      stringOf(argument(call, undefined, 'model_display_name')) ?? stringOf(field('display_name'));
    if (data === NO_FLOW && script !== undefined) continue;
    trainModel(call, machine, [cell], {
      framework: 'vertex',
      features: data,
      name: named ?? cell.type.split('.').at(-1) ?? 'vertex',
    });
  }
  return machine.instance(call, 'vertex.Model', NO_FLOW).value;
};

const VERTEX_JOBS = [
  'AutoMLTabularTrainingJob',
  'AutoMLForecastingTrainingJob',
  'AutoMLImageTrainingJob',
  'AutoMLTextTrainingJob',
  'AutoMLVideoTrainingJob',
  'CustomTrainingJob',
  'CustomPythonPackageTrainingJob',
  'CustomContainerTrainingJob',
].map((name) => `google.cloud.aiplatform.${name}`);
const VERTEX_DATA = [
  'TabularDataset',
  'TimeSeriesDataset',
  'ImageDataset',
  'TextDataset',
  'VideoDataset',
].map((name) => `google.cloud.aiplatform.${name}.create`);
const ESTIMATORS = [
  'estimator.Estimator',
  'sklearn.SKLearn',
  'sklearn.estimator.SKLearn',
  'xgboost.XGBoost',
  'xgboost.estimator.XGBoost',
  'pytorch.PyTorch',
  'tensorflow.TensorFlow',
  'huggingface.HuggingFace',
  'tuner.HyperparameterTuner',
  'LinearLearner',
  'KMeans',
  'FactorizationMachines',
  'algorithm.AlgorithmEstimator',
  'jumpstart.estimator.JumpStartEstimator',
  'automl.automl.AutoML',
  'mxnet.MXNet',
].map((name) => `sagemaker.${name}`);
const MODELS = [
  'sagemaker.model.Model',
  'sagemaker.sklearn.SKLearnModel',
  'sagemaker.sklearn.model.SKLearnModel',
  'sagemaker.xgboost.XGBoostModel',
  'sagemaker.pytorch.PyTorchModel',
  'sagemaker.tensorflow.TensorFlowModel',
  'sagemaker.huggingface.HuggingFaceModel',
];

/** Training that runs as a service: SageMaker and Vertex AI. */
export const cloudTraining: Library = {
  name: 'cloudTraining',
  functions: {
    ...each([...ESTIMATORS, ...VERTEX_JOBS], estimatorRule),
    ...each(
      [
        'sagemaker.inputs.TrainingInput',
        'sagemaker.TrainingInput',
        'sagemaker.s3_input',
        'sagemaker.session.s3_input',
      ],
      inputRule,
    ),
    ...each(MODELS, modelRule),
    ...each(VERTEX_DATA, vertexDatasetRule),
    'sagemaker.s3.S3Uploader.upload': (call, machine) => {
      const target = argument(call, 1, 'desired_s3_uri');
      machine.write(call, target, machine.read(call, argument(call, 0, 'local_path')), { kind: 'object' });
      return target ?? NOTHING;
    },
    'sagemaker.s3.S3Downloader.download': (call, machine) => {
      const data = machine.read(call, argument(call, 0, 's3_uri'));
      machine.write(call, argument(call, 1, 'local_path'), data);
      return carrying(data);
    },
  },
  methods: {
    ...under(ESTIMATORS, { fit: fitRule, deploy: deployRule, transformer: deployRule }),
    ...under(VERTEX_JOBS, { run: vertexRunRule, submit: vertexRunRule }),
    '*.upload_data': uploadRule,
  },
};
