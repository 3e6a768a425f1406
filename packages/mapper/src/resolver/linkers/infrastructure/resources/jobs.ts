import type { ConfigValue } from '../../../../facts/configValue.js';
import { at, fieldsOf, listOf, textAt, textsOf } from '../configValues.js';
import type { ResourceContext } from '../resourceContext.js';
import { environmentOf, startWords } from './containers.js';
import type { ResourceRules } from './resourceRule.js';

const NONE: ReadonlyMap<string, string> = new Map();

/** `{ "--KEY" = "value" }` as words of a command line. */
function wordsOf(value: ConfigValue | undefined): string[] {
  return Object.entries(fieldsOf(value)).flatMap(([name, own]) =>
    typeof own === 'object' ? [] : [name, String(own)],
  );
}

/** A module's object in a bucket stands for the file of the repository that is uploaded as it. */
function uploadedFile(resource: ResourceContext, uri: string): string {
  const key = uri.replace(/^[a-z0-9]+:\/\/[^/]*\//i, '');
  const { module } = resource;
  for (const block of module.blocks) {
    if (
      !/^(aws_s3_(bucket_)?object|google_storage_bucket_object|azurerm_storage_blob|databricks_(workspace_file|dbfs_file|notebook))$/.test(
        block.labels[0] ?? '',
      )
    )
      continue;
    const values = module.evaluator.evaluate(block.body);
    const own = textAt(values, 'key') ?? textAt(values, 'name') ?? textAt(values, 'path');
    const source = textAt(values, 'source');
    if (own !== undefined && source !== undefined && (own === key || own === uri)) return source;
  }
  return uri;
}

const glueJob = (resource: ResourceContext): void => {
  const script = resource.text('command', 'script_location');
  const words = wordsOf(at(resource.values, 'default_arguments')).map(String);
  if (script !== undefined) resource.start(uploadedFile(resource, script), words, NONE, 'command');
};

/** Folders whose content a function is packed from. */
function packedFolders(resource: ResourceContext): string[] {
  const archives = resource.module.blocks.filter(
    (block) => block.kind === 'data' && block.labels[0] === 'archive_file',
  );
  return archives.flatMap((block) => {
    const values = resource.module.evaluator.evaluate(block.body);
    const file = textAt(values, 'source_file');
    return textAt(values, 'source_dir') ?? (file === undefined ? [] : file.replace(/\/[^/]*$/, ''));
  });
}

function startFunction(
  resource: ResourceContext,
  names: readonly string[],
  environment: ReadonlyMap<string, string>,
  attribute: string,
): void {
  const folders = packedFolders(resource);
  for (const name of names) {
    for (const folder of folders.length > 0 ? folders : [''])
      resource.start(folder === '' ? name : `${folder}/${name}`, [], environment, attribute);
  }
}

/** `handler = "src/app.handler"`: the file before the last dot. */
const lambda = (resource: ResourceContext): void => {
  const handler = resource.text('handler');
  if (handler === undefined) return;
  const module = handler.replace(/\.[^.]*$/, '').replace(/(?<!\.)\.(?!\.)/g, '/');
  const environment = environmentOf(at(resource.values, 'environment', 'variables'));
  startFunction(
    resource,
    ['.py', '.js', '.mjs', '.ts'].map((ending) => `${module}${ending}`),
    environment,
    'handler',
  );
};

const cloudFunction = (resource: ResourceContext): void => {
  const environment = environmentOf(
    at(resource.values, 'environment_variables') ??
      at(resource.values, 'service_config', 'environment_variables'),
  );
  const entry = resource.text('entry_point') ?? resource.text('build_config', 'entry_point');
  if (entry !== undefined)
    startFunction(resource, ['main.py', 'index.js', 'src/index.ts'], environment, 'entry_point');
};

const dataproc = (resource: ResourceContext): void => {
  const config =
    at(resource.values, 'pyspark_config') ??
    at(resource.values, 'pyspark_batch') ??
    at(resource.values, 'sparkr_config');
  const script = textAt(config, 'main_python_file_uri') ?? textAt(config, 'main_r_file_uri');
  if (script !== undefined)
    resource.start(uploadedFile(resource, script), textsOf(at(config, 'args')), NONE, 'pyspark_config');
};

const databricksTask = (resource: ResourceContext, task: ConfigValue): void => {
  const python = at(task, 'spark_python_task');
  const notebook = at(task, 'notebook_task');
  const script = textAt(python, 'python_file');
  if (script !== undefined)
    resource.start(uploadedFile(resource, script), textsOf(at(python, 'parameters')), NONE, 'task');
  const path = textAt(notebook, 'notebook_path');
  if (path === undefined) return;
  const words = Object.entries(fieldsOf(at(notebook, 'base_parameters'))).flatMap(([name, value]) => [
    '-p',
    name,
    String(value),
  ]);
  for (const ending of ['', '.py', '.ipynb', '.sql', '.scala', '.r'])
    resource.start(`${uploadedFile(resource, path)}${ending}`, words, NONE, 'task');
};

const databricksJob = (resource: ResourceContext): void => {
  const tasks = listOf(at(resource.values, 'task'));
  for (const task of tasks.length > 0 ? tasks : [resource.values]) databricksTask(resource, task);
};

/** EMR's steps: `spark-submit s3://…/job.py words`. */
const emr = (resource: ResourceContext): void => {
  for (const step of listOf(at(resource.values, 'step')))
    startWords(resource, textsOf(at(step, 'hadoop_jar_step', 'args')), NONE, 'step');
};

const sparkJob = (resource: ResourceContext): void => {
  const script = resource.text('job_driver', 'spark_submit', 'entry_point');
  if (script !== undefined)
    resource.start(
      uploadedFile(resource, script),
      textsOf(at(resource.values, 'job_driver', 'spark_submit', 'entry_point_arguments')),
      NONE,
      'job_driver',
    );
};

/** Commands that run where the resources are made. */
const provisioner = (resource: ResourceContext): void => {
  for (const each of listOf(at(resource.values, 'provisioner'))) {
    const command = textAt(each, 'command');
    if (command !== undefined)
      startWords(resource, command.split(/\s+/), environmentOf(at(each, 'environment')), 'provisioner');
  }
};

/** Scripts that Azure runs while it makes the resources. */
const deploymentScript = (resource: ResourceContext): void => {
  const properties = at(resource.values, 'properties');
  const environment = environmentOf(at(properties, 'environmentVariables'));
  for (const line of (textAt(properties, 'scriptContent') ?? '').split('\n'))
    startWords(resource, line.trim().split(/\s+/), environment, 'properties.scriptContent');
};

/** Jobs and functions that run scripts of the repository. */
export const jobs: ResourceRules = {
  aws_glue_job: glueJob,
  aws_lambda_function: lambda,
  aws_emr_cluster: emr,
  aws_emrserverless_job: sparkJob,
  google_cloudfunctions_function: cloudFunction,
  google_cloudfunctions2_function: cloudFunction,
  google_dataproc_job: dataproc,
  google_dataproc_batch: dataproc,
  databricks_job: databricksJob,
  'Microsoft.Resources/deploymentScripts': deploymentScript,
  null_resource: provisioner,
  terraform_data: provisioner,
};
