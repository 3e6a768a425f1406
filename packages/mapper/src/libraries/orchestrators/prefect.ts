import type { Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { constant, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { taskFramework } from './taskFramework.js';

function hole(name: string, what: string): Value {
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `${what} ${name} has no value in the repository`,
    hint: name,
  };
}

/** `Variable.get('x', default=…)`. */
const variableRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name')) ?? 'variable';
  const given = machine.environment(`PREFECT_VARIABLE_${name.toUpperCase()}`);
  return given === undefined
    ? (argument(call, 1, 'default') ?? hole(name, 'variable'))
    : constant(given, 'inferred');
};

/** `Secret.load('x')`, `S3Bucket.load('x')`: what a block holds stands on the server. */
const loadBlockRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'prefect.Block', NO_FLOW);
  const name = argument(call, 0, 'name') ?? constant('block');
  cell.fields.set('name', name);
  return value;
};

const blockValueRule: Rule = (call) => hole(stringOf(storedField(call.receiver, 'name')) ?? 'block', 'block');

/** `S3Bucket.load('lake').read_path('x')`: the bucket's name is the block's. */
const readPathRule: Rule = (call, machine) => {
  const block = stringOf(storedField(call.receiver, 'name')) ?? 'block';
  const path = stringOf(argument(call, 0, 'path', 'from_path')) ?? '{path}';
  return { flow: machine.read(call, constant(`{${block}}/${path}`, 'possible')), why: 'read by a block' };
};

/** `result()` of a future is the task's answer. */
const sameRule: Rule = (call) => call.receiver ?? NOTHING;

const BLOCK_CLASSES = [
  'Secret',
  'S3Bucket',
  'GcsBucket',
  'GCSBucket',
  'JSON',
  'String',
  'LocalFileSystem',
  'RemoteFileSystem',
  'S3',
  'GCS',
];

/** `flow.serve()`, `flow.deploy()` and deployments pass parameters to the flow. */
const deployRule: Rule = (call, machine) => {
  const parameters = argument(call, undefined, 'parameters')?.fields ?? new Map<string, Value>();
  for (const cell of cellsOf(call.receiver)) {
    const callable = cell.fields.get('callable');
    if (callable && parameters.size > 0) machine.call(call.receiver ?? NOTHING, [], call, parameters);
  }
  return NOTHING;
};

/** Prefect: flows, tasks, blocks and variables. */
export const prefect = taskFramework(
  {
    name: 'prefect',
    kind: 'prefect-flow',
    tasks: ['prefect.task', 'prefect.tasks.task'],
    graphs: ['prefect.flow', 'prefect.flows.flow'],
    runs: ['submit', 'run', 'fn', 'delay', 'apply_async'],
    maps: ['map'],
  },
  {
    methods: {
      '*.variables.Variable.get': variableRule,
      ...Object.fromEntries(BLOCK_CLASSES.map((name) => [`*.${name}.load`, loadBlockRule])),
      'prefect.Block.get': blockValueRule,
      'prefect.Block.read_path': readPathRule,
      'prefect.DecoratedGraph.serve': deployRule,
      'prefect.DecoratedGraph.deploy': deployRule,
      'prefect.DecoratedGraph.to_deployment': deployRule,
      'prefect.Future.result': sameRule,
    },
    functions: {
      'prefect.variables.Variable.get': variableRule,
      'prefect.deployments.Deployment.build_from_flow': (call, machine) =>
        deployRule({ ...call, receiver: argument(call, 0, 'flow') }, machine),
    },
  },
);
