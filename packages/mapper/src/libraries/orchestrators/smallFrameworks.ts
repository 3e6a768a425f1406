import type { Library, Rule } from '../../interpreter/machine.js';
import { carrying, NOTHING } from '../../values/value.js';
import { argument } from '../arguments.js';
import { taskFramework } from './taskFramework.js';

/** ZenML: pipelines of steps. */
export const zenml = taskFramework({
  name: 'zenml',
  kind: 'zenml-pipeline',
  tasks: ['zenml.step', 'zenml.steps.step'],
  graphs: ['zenml.pipeline', 'zenml.pipelines.pipeline'],
  runs: ['entrypoint', 'run'],
});

const uriRule: Rule = (call) => argument(call, 0, 'path', 'uri', 'remote_path') ?? NOTHING;

/** Flyte: workflows of tasks; its files and tables are their locations. */
export const flyte = taskFramework(
  {
    name: 'flytekit',
    kind: 'flyte-workflow',
    tasks: ['flytekit.task', 'flytekit.core.task.task', 'union.task', 'flyte.task'],
    graphs: ['flytekit.workflow', 'flytekit.dynamic', 'flyte.workflow'],
    runs: [],
  },
  {
    functions: {
      'flytekit.types.file.FlyteFile': uriRule,
      'flytekit.types.directory.FlyteDirectory': uriRule,
      'flytekit.FlyteFile': uriRule,
      'flytekit.map_task': (call) => call.args[0] ?? NOTHING,
    },
  },
);

const readRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'paths', 'path')));
const FORMATS = [
  'csv',
  'parquet',
  'json',
  'text',
  'images',
  'binary_files',
  'tfrecords',
  'numpy',
  'avro',
  'webdataset',
];

const getRule: Rule = (call) => call.args[0] ?? NOTHING;

/** Ray: remote functions, and readers of Ray Data. */
export const ray: Library = taskFramework(
  { name: 'ray', kind: 'ray', tasks: ['ray.remote'], graphs: [], runs: ['remote', 'bind'] },
  {
    functions: {
      ...Object.fromEntries(FORMATS.map((format) => [`ray.data.read_${format}`, readRule])),
      'ray.get': getRule,
      'ray.put': getRule,
    },
  },
);
