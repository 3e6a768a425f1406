import type { Library, Rule } from '../../../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../../../values/flow.js';
import { flowOf, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { modelsOf, NAMED_BY_REGISTRY, nameModel, saveObject } from '../../trainedModels.js';
import { JVM, spelled, under } from '../jvmValues.js';
import { GENERAL } from './jvmLearning.js';
import { ESTIMATORS } from './stageNames.js';

/** `model.write.overwrite().save(path)`, `model.save(path)`. */
const saveRule: Rule = (call, machine) => {
  const object = storedField(call.receiver, '<model>') ?? call.receiver;
  const location = call.args.find((each) => each.texts);
  if (location) saveObject(call, machine, object, location);
  return NOTHING;
};

const modelWriterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'ml.Writer', NO_FLOW);
  if (call.receiver) cell.fields.set('<model>', call.receiver);
  return value;
};

/** A model that is read again is what stands in its file. */
const loadRule: Rule = (call, machine) => {
  const location = call.args.find((each) => each.texts) ?? call.args[0];
  const inMemory = location && !location.texts && !isEmptyFlow(flowOf(location));
  const flow = inMemory ? flowOf(location) : machine.read(call, location, { kind: 'model' });
  return machine.instance(call, 'model.Loaded', flow).value;
};

const registerRule: Rule = (call) => {
  const name = spelled(call.args.at(-1));
  for (const value of call.args)
    for (const model of modelsOf(value)) if (name !== undefined) nameModel(model, name, NAMED_BY_REGISTRY);
  return NOTHING;
};

const LOADED = [
  'PipelineModel',
  'RandomForestClassificationModel',
  'LogisticRegressionModel',
  'LinearRegressionModel',
  'GBTClassificationModel',
  'GBTRegressionModel',
  'RandomForestRegressionModel',
  'ALSModel',
  'KMeansModel',
  'XGBoostClassificationModel',
  'XGBoostRegressionModel',
  'CrossValidatorModel',
  'DecisionTreeClassificationModel',
];

/** Models that are saved, loaded and registered. */
export const jvmModelFiles: Library = {
  name: 'jvmModelFiles',
  languages: JVM,
  functions: {},
  methods: {
    ...under(['*.save', '*.ml.Writer.save', 'ml.Writer.save'], saveRule),
    ...under(
      ['write'].flatMap((name) => ['model', 'PipelineModel'].map((owner) => `*.${owner}.${name}`)),
      modelWriterRule,
    ),
    ...Object.fromEntries(
      [...ESTIMATORS, 'pipeline', ...GENERAL].map((name) => [`model.${name}.write`, modelWriterRule]),
    ),
    ...under(
      LOADED.map((name) => `*.${name}.load`),
      loadRule,
    ),
    '*.XGBoost.loadModel': loadRule,
    '*.saveModel': saveRule,
    '*.SerializationHelper.read': loadRule,
    'dl4j.Network.save': saveRule,
    '*.ModelSerializer.restoreMultiLayerNetwork': loadRule,
    '*.MojoModel.load': loadRule,
    '*.createSession': (call, machine) =>
      call.args[0]?.texts ? loadRule(call, machine) : (call.receiver ?? NOTHING),
    ...under(
      [
        '*.LoadingModelEvaluatorBuilder.load',
        '*.PMMLUtil.loadModel',
        '*.Module.load',
        '*.SavedModelBundle.load',
        '*.ModelLoader.load',
        '*.Criteria.optModelPath',
        '*.MLeapBundle.load',
      ],
      loadRule,
    ),
    '*.MlflowClient.registerModel': registerRule,
  },
};
