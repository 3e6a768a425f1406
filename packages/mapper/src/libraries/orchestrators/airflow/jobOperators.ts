import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { dictOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { startDatabricksTask } from '../databricksTask.js';
import { fieldAt } from '../fieldAt.js';
import { environmentOf, optionWords, textOf, wordsOf } from '../wordsOf.js';
import type { Work } from './operator.js';
import { runSql } from './sqlOperators.js';

const HIVE = { namespace: 'hive', prefix: '' };

function startScript(
  call: Call,
  machine: Machine,
  script: Value | undefined,
  words: readonly string[],
  environment?: Value,
): void {
  if (script?.texts) machine.start(call, textOf(script), words, environmentOf(environment));
}

export const sparkSubmitWork: Work = (call, machine) => {
  const words = wordsOf(argument(call, undefined, 'application_args'));
  startScript(call, machine, argument(call, 0, 'application'), words, argument(call, undefined, 'env_vars'));
  return undefined;
};

/** `py_file` with options: Beam and Dataflow. */
export const beamWork: Work = (call, machine) => {
  const words = optionWords(argument(call, undefined, 'pipeline_options', 'options'));
  startScript(call, machine, argument(call, undefined, 'py_file'), words);
  return undefined;
};

/** Dataproc: a job or a batch as the API describes it. */
export const dataprocWork: Work = (call, machine, task) => {
  const job = argument(call, undefined, 'job', 'batch');
  for (const kind of ['pyspark_job', 'pyspark_batch']) {
    const part = job?.fields?.get(kind);
    startScript(call, machine, part?.fields?.get('main_python_file_uri'), wordsOf(part?.fields?.get('args')));
  }
  for (const kind of ['spark_sql_job', 'hive_job', 'spark_sql_batch']) {
    const part = job?.fields?.get(kind);
    const queries = fieldAt(part, ['query_list', 'queries']) ?? part?.fields?.get('query_file_uri');
    if (queries) runSql(call, machine, queries, HIVE, task);
  }
  startScript(
    call,
    machine,
    argument(call, undefined, 'main'),
    wordsOf(argument(call, undefined, 'arguments')),
  );
  return undefined;
};

/** Databricks: a run described in JSON, or by its parts. */
export const databricksWork: Work = (call, machine) => {
  const json = argument(call, undefined, 'json');
  const own = { fields: call.named, flow: NO_FLOW };
  for (const task of [
    own,
    json,
    ...((fieldAt(json, ['tasks']) ?? argument(call, undefined, 'tasks'))?.items ?? []),
  ]) {
    if (task) startDatabricksTask(call, machine, task);
  }
  return undefined;
};

function uris(value: Value | undefined, ...keys: string[]): Value[] {
  const own = keys.flatMap((key) => value?.fields?.get(key) ?? []);
  const inner = [...(value?.items ?? []), ...(value?.fields?.values() ?? [])];
  return [...own, ...inner.flatMap((each) => uris(each, ...keys))];
}

/** SageMaker: channels are read, outputs are written, the script of the repository is started. */
export const sageMakerWork: Work = (call, machine) => {
  const config = argument(call, 0, 'config');
  const sources = [
    config?.fields?.get('InputDataConfig'),
    config?.fields?.get('ProcessingInputs'),
    config?.fields?.get('TransformInput'),
  ];
  const data = sources.flatMap((source) => uris(source, 'S3Uri')).map((uri) => machine.read(call, uri));
  const targets = ['OutputDataConfig', 'ProcessingOutputConfig', 'TransformOutput'].flatMap((key) =>
    uris(config?.fields?.get(key), 'S3OutputPath', 'S3Uri'),
  );
  for (const target of targets) machine.write(call, target, data.reduce(joinFlows, NO_FLOW));
  const parameters = config?.fields?.get('HyperParameters');
  startScript(call, machine, parameters?.fields?.get('sagemaker_program'), optionWords(parameters));
  return undefined;
};

/** AWS Glue and EMR: a script with arguments. */
export const glueWork: Work = (call, machine) => {
  const words = optionWords(argument(call, undefined, 'script_args'));
  startScript(call, machine, argument(call, undefined, 'script_location'), words);
  return undefined;
};

export const emrStepsWork: Work = (call, machine) => {
  for (const step of argument(call, undefined, 'steps')?.items ?? []) {
    const words = wordsOf(fieldAt(step, ['HadoopJarStep', 'Args']));
    const index = words.findIndex((word) => /\.(py|jar|sql|hql)$/.test(word));
    const script = words[index];
    if (script !== undefined) machine.start(call, script, words.slice(index + 1), new Map());
  }
  return undefined;
};

/** `DataProcJobBuilder`: a job put together by calls. */
export const jobBuilderRule: Rule = (call, machine) =>
  machine.instance(call, 'airflow.JobBuilder', NO_FLOW).value;

/** Names of the job's fields that the builder's methods set. */
const BUILDER_FIELDS: Readonly<Record<string, string>> = {
  set_python_main: 'main_python_file_uri',
  add_args: 'args',
  add_query: 'query',
  add_query_uri: 'query_file_uri',
};

const setFieldRule: Rule = (call) => {
  const name = BUILDER_FIELDS[call.name];
  const [value] = call.args;
  for (const cell of cellsOf(call.receiver)) if (name !== undefined && value) cell.fields.set(name, value);
  return NOTHING;
};

const buildRule: Rule = (call) => {
  const fields = new Map<string, Value>(cellsOf(call.receiver).flatMap((cell) => [...cell.fields]));
  const query = fields.get('query');
  if (query) fields.set('query_list', dictOf(new Map([['queries', query]])));
  const kind = fields.has('main_python_file_uri') ? 'pyspark_job' : 'spark_sql_job';
  return dictOf(new Map([['job', dictOf(new Map([[kind, dictOf(fields)]]))]]));
};

export const jobBuilderMethods: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    Object.keys(BUILDER_FIELDS).map((name) => [`airflow.JobBuilder.${name}`, setFieldRule]),
  ),
  'airflow.JobBuilder.build': buildRule,
};
