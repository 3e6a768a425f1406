import { taskFramework } from '../taskFramework.js';
import { azureDatasetFunctions, azureDatasetMethods } from './azureDatasets.js';
import { callComponentRule, commandRule, inputRule, loadComponentRule, scriptRule } from './azureJobs.js';

const SCRIPTS = [
  ...['azureml.core.ScriptRunConfig', 'azureml.core.script_run_config.ScriptRunConfig'],
  ...[
    'azureml.pipeline.steps.PythonScriptStep',
    'azureml.pipeline.steps.ParallelRunStep',
    'azureml.train.estimator.Estimator',
  ],
];

/** Azure Machine Learning, both versions of its SDK. */
export const azureml = taskFramework(
  {
    name: 'azureml',
    kind: 'azureml-pipeline',
    tasks: [],
    graphs: ['azure.ai.ml.dsl.pipeline', 'mldesigner.pipeline'],
    runs: [],
  },
  {
    functions: {
      ...azureDatasetFunctions,
      ...Object.fromEntries(SCRIPTS.map((name) => [name, scriptRule])),
      'azure.ai.ml.Input': inputRule,
      'azure.ai.ml.Output': inputRule,
      'azure.ai.ml.entities.Input': inputRule,
      'azure.ai.ml.command': commandRule,
      'azure.ai.ml.load_component': loadComponentRule,
    },
    methods: { ...azureDatasetMethods, 'azureml.Component.__call__': callComponentRule },
  },
);
