import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import type { ModelRecord } from '../../values/records.js';
import { carrying, NOTHING, type Value } from '../../values/value.js';
import { type At, each } from '../accessRules.js';
import { addData, argument, callFlow, cellsOf, storedField } from '../arguments.js';
import { dataOfModels, heldCells, loadModel, modelsOf, saveModels } from './trainedModels.js';

const OBJECT: At = [0, 'value', 'obj', 'model', 'object'];
const TARGET: At = [1, 'filename', 'file', 'f', 'path', 'filepath'];
const PATH: At = [
  0,
  'path',
  'fname',
  'filename',
  'filepath',
  'file',
  'model_file',
  'save_directory',
  'save_path',
];

/** `dump(object, file)`: a file by name, an open handle, or a buffer. */
const dumpRule: Rule = (call, machine) => {
  const [object, target] = [argument(call, ...OBJECT), argument(call, ...TARGET)];
  const named = storedField(target, 'location') ?? (target?.texts ? target : undefined);
  if (named) saveModels(call, machine, object, target, modelsIn(call, machine, object));
  else addData(target, dataOfModels(modelsOf(object)));
  return target ?? NOTHING;
};

/** Models in an object; of a network whose training loop nothing ties to it, those that the activity trained. */
function modelsIn(call: Call, machine: Machine, object: Value | undefined): ModelRecord[] {
  const known = modelsOf(object);
  if (known.length > 0 || !/^(torch|flax|jax|accelerate)/.test(call.name)) return known;
  const isNetwork = heldCells(object).some(
    (cell) => /^(torch|transformers|lightning)/.test(cell.type) || cell.definition,
  );
  return isNetwork ? machine.trained().filter((model) => model.framework === 'torch') : known;
}

const dumpsRule: Rule = (call) => call.args[0] ?? NOTHING;

const loadRule: Rule = (call, machine) => {
  const source = argument(
    call,
    0,
    'filename',
    'file',
    'f',
    'path',
    'filepath',
    'model_path',
    'path_or_bytes',
    'model_file',
  );
  return loadModel(call, machine, source);
};

/** `model.save(path)`: an access when the receiver is a model. */
const saveRule: Rule = (call, machine) => {
  const location = argument(call, ...PATH);
  const models = modelsOf(call.receiver);
  const known = models.length > 0 || heldCells(call.receiver).some((cell) => IS_MODEL.test(cell.type));
  if (!known || !location) return carrying(callFlow(call));
  saveModels(call, machine, call.receiver, location);
  return location;
};

const IS_MODEL =
  /^(model\.Loaded|keras|tensorflow|transformers|sentence_transformers|pyspark\.ml|gensim|spacy|xgboost|lightgbm|catboost|torch)/;

/** `Booster(model_file=path)`, `model.load_model(path)`. */
const loadIntoRule: Rule = (call, machine) => {
  const location = argument(call, ...PATH);
  const loaded = loadModel(call, machine, location);
  for (const cell of cellsOf(call.receiver)) {
    const known = cell.fields.get('loaded');
    cell.fields.set('loaded', known ?? loaded);
    cell.fields.set('data', carrying(loaded.flow));
  }
  return call.receiver?.references ? { ...call.receiver, flow: loaded.flow } : loaded;
};

/** `model.load_state_dict(torch.load(path))`: weights that another script trained. */
const loadStateRule: Rule = (call, machine) => {
  const state = argument(call, 0, 'state_dict');
  if (state) machine.serve(call, [], state.flow);
  return NOTHING;
};

/** `torch.onnx.export(model, inputs, path)`. */
const exportRule: Rule = (call, machine) => {
  const object = argument(call, 0, 'model');
  saveModels(call, machine, object, argument(call, 2, 'f'), modelsIn(call, machine, object));
  return NOTHING;
};

/** Turns a model into another form of itself. */
const convertRule: Rule = (call) => {
  const model = argument(call, 0, 'model');
  const cells = heldCells(model);
  return { flow: callFlow(call), references: cells.map((cell) => ({ kind: 'instance' as const, cell })) };
};

const DUMPS = [
  ...[
    'joblib.dump',
    'sklearn.externals.joblib.dump',
    'pickle.dump',
    'cPickle.dump',
    'cloudpickle.dump',
    'dill.dump',
  ],
  ...[
    'torch.save',
    'onnx.save',
    'onnx.save_model',
    'h2o.save_model',
    'skops.io.dump',
    'onnxmltools.utils.save_model',
  ],
  ...[
    'compress_pickle.dump',
    'tensorflow.saved_model.save',
    'tensorflow.keras.models.save_model',
    'keras.models.save_model',
  ],
  ...[
    'safetensors.torch.save_file',
    'mlem.api.save',
    'treelite.Model.export_lib',
    'pycaret.utils.save_model',
  ],
];
const LOADS = [
  ...[
    'joblib.load',
    'sklearn.externals.joblib.load',
    'cloudpickle.load',
    'dill.load',
    'torch.load',
    'torch.jit.load',
  ],
  ...[
    'tensorflow.keras.models.load_model',
    'keras.models.load_model',
    'tf_keras.models.load_model',
    'skops.io.load',
  ],
  ...[
    'keras.saving.load_model',
    'tensorflow.saved_model.load',
    'onnxruntime.InferenceSession',
    'onnx.load',
    'h2o.load_model',
  ],
  ...[
    'fasttext.load_model',
    'lightgbm.Booster',
    'treelite.Model.load',
    'safetensors.torch.load_file',
    'mlem.api.load',
  ],
  ...[
    'autogluon.tabular.TabularPredictor.load',
    'autogluon.timeseries.TimeSeriesPredictor.load',
    'tensorflow.lite.Interpreter',
  ],
  ...[
    'gensim.models.Word2Vec.load',
    'gensim.models.KeyedVectors.load_word2vec_format',
    'gensim.models.KeyedVectors.load',
  ],
  ...[
    'gensim.models.Doc2Vec.load',
    'gensim.models.FastText.load',
    'gensim.models.LdaModel.load',
    'fastai.learner.load_learner',
  ],
  ...[
    'fastai.vision.all.load_learner',
    'fastai.tabular.all.load_learner',
    'stable_baselines3.PPO.load',
    'compress_pickle.load',
  ],
  ...[
    'statsmodels.iolib.smpickle.load_pickle',
    'statsmodels.api.load',
    'ultralytics.YOLO',
    'h2o.import_mojo',
    'h2o.upload_mojo',
  ],
];
/** Where models are kept: files that they are saved to and loaded from. */
export const modelFiles: Library = {
  name: 'modelFiles',
  functions: {
    ...each(DUMPS, dumpRule),
    ...each(LOADS, loadRule),
    ...each(['pickle.dumps', 'joblib.dumps', 'cloudpickle.dumps', 'dill.dumps'], dumpsRule),
    ...each(
      [
        'skl2onnx.convert_sklearn',
        'skl2onnx.to_onnx',
        'onnxmltools.convert_lightgbm',
        'onnxmltools.convert_xgboost',
        'torch.jit.script',
        'torch.jit.trace',
        'torch.quantization.quantize_dynamic',
        'tensorflow.lite.TFLiteConverter.from_keras_model',
        'torch.compile',
      ],
      convertRule,
    ),
    'torch.onnx.export': exportRule,
  },
  methods: {
    ...each(
      [
        'save_model',
        'save',
        'save_pretrained',
        'save_weights',
        'export',
        'to_disk',
        'save_local',
        'save_word2vec_format',
        'save_hf',
        'save_checkpoint',
        'push_to_hub',
      ].map((name) => `*.${name}`),
      saveRule,
    ),
    ...each(['*.load_model', '*.load_weights'], loadIntoRule),
    '*.load_state_dict': loadStateRule,
  },
};
