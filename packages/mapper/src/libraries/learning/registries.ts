import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { mapTexts, stringOf } from '../../values/texts.js';
import { carrying, constant, NOTHING } from '../../values/value.js';
import { each, itself, under } from '../accessRules.js';
import { argument, cellsOf, dataOf, storedField } from '../arguments.js';
import { heldCells, loadModel, modelsOf, registerModels } from './trainedModels.js';

const MODEL_NAMES = [
  'sk_model',
  'xgb_model',
  'lgb_model',
  'cb_model',
  'pytorch_model',
  'tf_model',
  'keras_model',
  'spark_model',
  'statsmodels_model',
  'pr_model',
  'transformers_model',
  'python_model',
  'model',
  'onnx_model',
  'spacy_model',
  'h2o_model',
];

/** Models in what is logged; of code that only names a folder, those that the activity trained. */
function logged(call: Call, machine: Machine): ReturnType<typeof modelsOf> {
  const models = modelsOf(argument(call, 0, ...MODEL_NAMES));
  return models.length > 0 || !call.named.has('python_model') ? models : machine.trained();
}

/** `mlflow.sklearn.log_model(model, 'model', registered_model_name=…)`. */
const logModelRule: Rule = (call, machine) => {
  const given = argument(call, 0, ...MODEL_NAMES);
  registerModels(
    call,
    machine,
    logged(call, machine),
    argument(call, undefined, 'registered_model_name'),
    'mlflow',
  );
  return { flow: NO_FLOW, references: heldCells(given).map((cell) => ({ kind: 'instance' as const, cell })) };
};

/** `mlflow.register_model(uri, name)`: the model logged before, or those that the activity trained. */
const registerRule: Rule = (call, machine) => {
  const known = modelsOf(call.args[0]);
  registerModels(
    call,
    machine,
    known.length > 0 ? known : machine.trained(),
    argument(call, 1, 'name'),
    'mlflow',
  );
  return NOTHING;
};

/** `models:/name/Production` is the registered model; any other address is a file or a run's. */
const loadRule: Rule = (call, machine) => {
  const uri = argument(call, 0, 'model_uri', 'uri');
  const registered = uri?.texts?.every((text) => /^models:\//.test(String(text.value))) ?? false;
  if (!registered || !uri) {
    const run = uri?.texts?.every((text) => /^runs:\//.test(String(text.value))) ?? false;
    return loadModel(call, machine, uri, run ? { kind: 'model', namespace: 'mlflow' } : { kind: 'model' });
  }
  const name = mapTexts(uri, (text) => text.replace(/^models:\/+([^/@]+).*$/, 'models/$1'));
  return loadModel(call, machine, name, { kind: 'model', namespace: 'mlflow' });
};

/** A file that is kept with a run. */
const artifactRule: Rule = (call, machine) => {
  const local = argument(call, 0, 'local_path', 'local_dir');
  if (!local?.texts) return NOTHING;
  const data = machine.read(call, local);
  const name = mapTexts(local, (text) => `artifacts/${text.replace(/\/+$/, '').split('/').at(-1)}`);
  machine.write(call, name, data, { kind: 'file', namespace: 'mlflow' });
  return NOTHING;
};

const downloadRule: Rule = (call, machine) => {
  const uri = argument(call, 0, 'artifact_uri', 'run_id');
  return carrying(machine.read(call, uri, { kind: 'file', namespace: 'mlflow' }));
};

/** `wandb.Artifact(name, type)`: filled, then logged. */
const wandbArtifactRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'wandb.Artifact', NO_FLOW);
  const name = argument(call, 0, 'name');
  if (name) cell.fields.set('name', name);
  return value;
};

const addFileRule: Rule = (call, machine) => {
  const local = argument(call, 0, 'local_path', 'uri');
  const data = local?.texts ? machine.read(call, local) : dataOf(local);
  for (const cell of cellsOf(call.receiver)) {
    const known = cell.fields.get('data')?.flow ?? NO_FLOW;
    cell.fields.set('data', carrying(joinFlows(known, data)));
  }
  return NOTHING;
};

const logArtifactRule: Rule = (call, machine) => {
  const [given] = call.args;
  const name = storedField(given, 'name');
  if (name) {
    machine.write(call, name, dataOf(given), { kind: 'file', namespace: 'wandb' });
    return NOTHING;
  }
  return given?.texts && call.name.startsWith('wandb') ? NOTHING : artifactRule(call, machine);
};

const useArtifactRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'artifact_or_name', 'name');
  const plain = name && mapTexts(name, (text) => text.replace(/:[^:/]*$/, ''));
  return machine.instance(call, 'wandb.Used', machine.read(call, plain, { kind: 'file', namespace: 'wandb' }))
    .value;
};

/** `bentoml.sklearn.save_model(name, model)`. */
const bentoSaveRule: Rule = (call, machine) => {
  registerModels(call, machine, modelsOf(argument(call, 1, 'model')), argument(call, 0, 'name'), 'bentoml');
  return NOTHING;
};

const bentoGetRule: Rule = (call, machine) => {
  const tag = argument(call, 0, 'tag', 'bento_model', 'tag_like');
  const name = tag && mapTexts(tag, (text) => `models/${text.replace(/:[^:]*$/, '')}`);
  return loadModel(call, machine, name, { kind: 'model', namespace: 'bentoml' });
};

const runnerRule: Rule = (call, machine) => {
  machine.serve(call, [], dataOf(call.receiver));
  return call.receiver ?? NOTHING;
};

/** `Model.register(workspace, model_path, model_name)`, `Model(path, name)` of Azure ML; `Model.upload` of Vertex. */
const cloudRegisterRule =
  (namespace: string, location: readonly string[], name: readonly string[]): Rule =>
  (call, machine) => {
    const path = argument(call, undefined, ...location);
    const named = argument(call, undefined, ...name);
    const data = path?.texts ? machine.read(call, path, { kind: 'model' }) : NO_FLOW;
    if (!named?.texts) return NOTHING;
    const target = constant(`models/${stringOf(named) ?? named.texts[0]?.value}`);
    machine.write(call, target, data, { kind: 'model', namespace, models: machine.trained() });
    return machine.instance(call, 'model.Loaded', data).value;
  };

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
  'transformers',
  'prophet',
  'onnx',
  'spacy',
  'h2o',
  'fastai',
  'pmdarima',
  'sentence_transformers',
];
const BENTO = [
  'sklearn',
  'xgboost',
  'lightgbm',
  'catboost',
  'pytorch',
  'keras',
  'tensorflow',
  'picklable_model',
  'transformers',
  'onnx',
];

/** Registries and stores of experiments: MLflow, Weights & Biases, BentoML, Azure ML and Vertex AI. */
export const registries: Library = {
  name: 'registries',
  functions: {
    'mlflow.register_model': registerRule,
    ...each(
      FLAVOURS.map((name) => `mlflow.${name}.log_model`),
      logModelRule,
    ),
    ...each(
      FLAVOURS.flatMap((name) => [`mlflow.${name}.load_model`]).concat('mlflow.pyfunc.spark_udf'),
      (call, machine) =>
        call.name.endsWith('spark_udf')
          ? loadRule({ ...call, args: call.args.slice(1) }, machine)
          : loadRule(call, machine),
    ),
    ...each(
      FLAVOURS.map((name) => `mlflow.${name}.save_model`),
      (call, machine) => {
        const path = argument(call, 1, 'path');
        const models = modelsOf(argument(call, 0, ...MODEL_NAMES));
        machine.write(call, path, NO_FLOW, models.length > 0 ? { kind: 'model', models } : {});
        return NOTHING;
      },
    ),
    'mlflow.log_artifact': artifactRule,
    'mlflow.log_artifacts': artifactRule,
    ...each(
      ['mlflow.artifacts.download_artifacts', 'mlflow.artifacts.load_dict', 'mlflow.artifacts.load_text'],
      downloadRule,
    ),
    'wandb.Artifact': wandbArtifactRule,
    'wandb.log_artifact': logArtifactRule,
    'wandb.use_artifact': useArtifactRule,
    ...each(
      BENTO.map((name) => `bentoml.${name}.save_model`),
      bentoSaveRule,
    ),
    ...each(
      BENTO.flatMap((name) => [`bentoml.${name}.load_model`, `bentoml.${name}.get`]).concat(
        'bentoml.models.get',
        'bentoml.models.BentoModel',
      ),
      bentoGetRule,
    ),
    'azureml.core.Model.register': cloudRegisterRule('azureml', ['model_path'], ['model_name']),
    'azureml.core.model.Model.register': cloudRegisterRule('azureml', ['model_path'], ['model_name']),
    'azure.ai.ml.entities.Model': cloudRegisterRule('azureml', ['path'], ['name']),
    'google.cloud.aiplatform.Model.upload': cloudRegisterRule('vertex', ['artifact_uri'], ['display_name']),
  },
  methods: {
    '*.log_artifact': logArtifactRule,
    '*.use_artifact': useArtifactRule,
    ...under(['wandb.Artifact'], each(['add_file', 'add_dir', 'add_reference'], addFileRule)),
    ...under(['wandb.Used'], {
      ...each(['download', 'get_path', 'file', 'checkout'], (call) => carrying(dataOf(call.receiver))),
      get: (call) => carrying(dataOf(call.receiver)),
    }),
    ...each(['model.Loaded.to_runner', 'model.Loaded.deploy', 'model.Loaded.init_local'], runnerRule),
    'model.Loaded.eval': itself,
  },
};
