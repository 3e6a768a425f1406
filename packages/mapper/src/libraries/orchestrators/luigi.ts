import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { type Cell, constant, join, listOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { classFields } from '../classFields.js';
import { wordAfter } from '../configuration/commandWords.js';
import { runTask, stemOfFile, taskOf } from './graphMemory.js';
import { startCommand } from './startCommand.js';
import { wordsOf } from './wordsOf.js';

const TARGET = 'luigi.Target';
const PARAMETER = 'luigi.Parameter';

function className(self: Value | undefined): string {
  return cellsOf(self)[0]?.definition?.definition.name ?? 'task';
}

const parameterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, PARAMETER, NO_FLOW);
  const fallback = argument(call, undefined, 'default');
  if (fallback) cell.fields.set('default', fallback);
  return value;
};

/** A parameter's value: from the command line, from luigi.cfg, else its default, else a hole. */
function parameterValue(machine: Machine, owner: string, name: string, parameter: Cell): Value {
  const words = machine.commandLine;
  const given = wordAfter(words, [
    `--${name.replaceAll('_', '-')}`,
    `--${owner}-${name.replaceAll('_', '-')}`,
  ]);
  if (given !== undefined) return constant(given, 'inferred');
  const config = machine.config('luigi.cfg') ?? machine.config('client.cfg');
  const configured = config?.fields?.get(owner)?.fields?.get(name);
  if (configured?.texts)
    return {
      ...configured,
      texts: configured.texts.map((each) => ({ ...each, confidence: 'inferred' as const })),
    };
  const fallback = parameter.fields.get('default');
  if (fallback?.texts)
    return {
      ...fallback,
      texts: fallback.texts.map((each) => ({ ...each, confidence: 'inferred' as const })),
    };
  return (
    fallback ?? { ...constant(`{${name}}`, 'possible'), why: `parameter ${name} has no value`, hint: name }
  );
}

function bindParameters(call: Call, machine: Machine, cell: Cell): void {
  if (!cell.definition) return;
  const rest = [...call.args];
  for (const [name, value] of classFields(cell.definition)) {
    const parameter = cellsOf(value).find((each) => each.type === PARAMETER);
    if (!parameter) continue;
    const given = call.named.get(name) ?? rest.shift();
    const known = cell.fields.get(name);
    const next = given ?? parameterValue(machine, className(call.receiver), name, parameter);
    cell.fields.set(name, known && given ? join(known, given) : next);
  }
}

/** Each class is a task, whoever requires it; its `run` is interpreted once all is known. */
const taskRule: Rule = (call, machine) => {
  const { receiver } = call;
  if (!receiver) return NOTHING;
  for (const cell of cellsOf(receiver)) bindParameters(call, machine, cell);
  machine.defer(() => {
    const task = taskOf(stemOfFile(machine), className(receiver), 'luigi');
    runTask(call, machine, task, machine.member(receiver, 'run'), { args: [], named: new Map() });
    runProgram(call, machine, receiver, task.name);
  });
  return NOTHING;
};

/** `ExternalProgramTask`: its arguments are a command. */
function runProgram(call: Call, machine: Machine, self: Value, name: string): void {
  const program = machine.member(self, 'program_args');
  if (!program.references?.some((each) => each.kind === 'function')) return;
  const words = wordsOf(machine.call(program, [], call));
  startCommand(
    call,
    machine.within({ name, kind: 'task', graph: { name: stemOfFile(machine), kind: 'luigi' } }),
    words,
  );
}

function outputsOf(call: Call, machine: Machine, required: Value): Value {
  if (required.items) return listOf(required.items.map((each) => outputsOf(call, machine, each)));
  if (required.fields) {
    const fields = [...required.fields].map(
      ([name, each]) => [name, outputsOf(call, machine, each)] as const,
    );
    return { fields: new Map(fields), flow: NO_FLOW };
  }
  return machine.call(machine.member(required, 'output'), [], call);
}

/** `self.input()`: what the required tasks put out. */
const inputRule: Rule = (call, machine) => {
  if (!call.receiver) return NOTHING;
  return outputsOf(call, machine, machine.call(machine.member(call.receiver, 'requires'), [], call));
};

const targetRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, TARGET, NO_FLOW);
  const location = argument(call, 0, 'path', 'url');
  if (location) for (const name of ['path', 'fn', 'location']) cell.fields.set(name, location);
  const path = location ? { ...value, ...location, references: value.references ?? [] } : value;
  return path;
};

const openRule: Rule = (call, machine) => {
  const location = call.receiver?.texts ? call.receiver : storedField(call.receiver, 'location');
  const mode = stringOf(argument(call, 0, 'mode')) ?? 'r';
  const writes = /[wa]/.test(mode);
  const data = writes ? NO_FLOW : machine.read(call, location);
  const { cell, value } = machine.instance(call, 'file.Handle', data);
  if (location) cell.fields.set('location', location);
  if (writes) cell.fields.set('writes', NOTHING);
  if (writes) machine.write(call, location, NO_FLOW);
  return value;
};

const PARAMETERS = [
  ...['Parameter', 'IntParameter', 'FloatParameter', 'BoolParameter', 'DateParameter', 'DateHourParameter'],
  ...[
    'ListParameter',
    'DictParameter',
    'ChoiceParameter',
    'OptionalParameter',
    'PathParameter',
    'EnumParameter',
    'DateIntervalParameter',
  ],
];
const TARGETS = [
  ...[
    'luigi.LocalTarget',
    'luigi.local_target.LocalTarget',
    'luigi.file.LocalTarget',
    'luigi.contrib.s3.S3Target',
  ],
  ...[
    'luigi.contrib.gcs.GCSTarget',
    'luigi.contrib.hdfs.HdfsTarget',
    'luigi.contrib.hdfs.target.HdfsTarget',
    'luigi.s3.S3Target',
  ],
  ...[
    'luigi.contrib.gcs.GCSFlagTarget',
    'luigi.contrib.s3.S3FlagTarget',
    'luigi.contrib.azureblob.AzureBlobTarget',
  ],
];
const TASKS = [
  'Task',
  'ExternalTask',
  'WrapperTask',
  'Config',
  'ExternalProgramTask',
  'SparkSubmitTask',
  'PySparkTask',
];
const BASES = [
  ...TASKS.map((name) => `luigi.${name}`),
  'luigi.contrib.external_program.ExternalProgramTask',
  'luigi.contrib.spark.PySparkTask',
  'luigi.contrib.spark.SparkSubmitTask',
  'luigi.task.Task',
];

/** Luigi: tasks, what they require, and their targets. */
export const luigi: Library = {
  name: 'luigi',
  functions: {
    ...Object.fromEntries(PARAMETERS.map((name) => [`luigi.${name}`, parameterRule])),
    ...Object.fromEntries(TARGETS.map((name) => [name, targetRule])),
  },
  methods: {
    ...Object.fromEntries(
      BASES.flatMap((name) => [
        [`${name}.__init__`, taskRule],
        [`${name}.input`, inputRule],
      ]),
    ),
    [`${TARGET}.open`]: openRule,
  },
};
