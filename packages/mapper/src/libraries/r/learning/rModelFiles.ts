import type { Library, Rule } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { modelsOf, NAMED_BY_REGISTRY, nameModel, saveObject } from '../../trainedModels.js';

const saveModelRule =
  (modelAt: number, pathAt: number): Rule =>
  (call, machine) => {
    const object = argument(call, modelAt, 'object', 'model', 'booster');
    saveObject(
      call,
      machine,
      object,
      argument(call, pathAt, 'path', 'fname', 'filename', 'filepath', 'model_path', 'file'),
    );
    return NOTHING;
  };

/** A model that is read again is what stands in its file. */
const loadModelRule: Rule = (call, machine) => {
  // A model that stands in memory as a text.
  const held = argument(call, undefined, 'model_str');
  return held ? carrying(flowOf(held)) : readModel(call, machine);
};

const readModel: Rule = (call, machine) =>
  carrying(
    machine.read(
      call,
      argument(call, 0, 'path', 'modelfile', 'filename', 'model_path', 'filepath', 'model_uri'),
      { kind: 'model' },
    ),
  );

const registerRule: Rule = (call) => {
  const name = stringOf(argument(call, 1, 'artifact_path', 'name'));
  for (const model of modelsOf(argument(call, 0, 'model')))
    if (name !== undefined) nameModel(model, name, NAMED_BY_REGISTRY);
  return NOTHING;
};

/** Models that are saved, registered and loaded. */
export const rModelFiles: Library = {
  name: 'rModelFiles',
  languages: ['r'],
  functions: {
    'xgb.save': saveModelRule(0, 1),
    'lgb.save': saveModelRule(0, 1),
    'catboost.save_model': saveModelRule(0, 1),
    'h2o.saveModel': saveModelRule(0, 1),
    'h2o.download_mojo': saveModelRule(0, 1),
    save_model_hdf5: saveModelRule(0, 1),
    save_model_tf: saveModelRule(0, 1),
    save_model: saveModelRule(0, 1),
    torch_save: saveModelRule(0, 1),
    luz_save: saveModelRule(0, 1),
    mlflow_save_model: saveModelRule(0, 1),
    mlflow_log_model: registerRule,
    mlflow_register_model: registerRule,
    'xgb.load': loadModelRule,
    'lgb.load': loadModelRule,
    'catboost.load_model': loadModelRule,
    'h2o.loadModel': loadModelRule,
    'h2o.import_mojo': loadModelRule,
    load_model_hdf5: loadModelRule,
    load_model_tf: loadModelRule,
    load_model: loadModelRule,
    torch_load: loadModelRule,
    mlflow_load_model: loadModelRule,
  },
  methods: {},
};
