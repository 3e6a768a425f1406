import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { hasOption, type Options, optionOf, parseOptions } from './parseOptions.js';
import {
  type CommandRule,
  type CommandRules,
  inputFlow,
  type ShellCommand,
  variableOf,
  wordOf,
} from './shellCommand.js';
import { readFile, writeFile } from './shellPaths.js';
import { copyOperands, storeCommands } from './storeCommands.js';

const AWS =
  '--bucket --key --body --query-string --query-execution-context --result-configuration --work-group --table-name --item --stream-name --data --records --shard-iterator --sql --sqls --cluster-identifier --workgroup-name --database --db-user --secret-arn --region --profile --endpoint-url --output --query --name --parameters --cli-input-json --job-name --arguments --copy-source --delivery-stream-name --catalog --payload --function-name --request-items --log-group-name --filter-pattern --transform-job-name --training-job-name';

function objectOf(options: Options): Value | undefined {
  const [bucket, key] = [optionOf(options, '--bucket'), optionOf(options, '--key')];
  return bucket && key ? concatenate([constant('s3://'), bucket, constant('/'), key]) : undefined;
}

const objectApi: CommandRule = (command) => {
  const [verb, ...rest] = command.words;
  const options = parseOptions(rest, { values: AWS });
  const location = objectOf(options);
  const { call, machine } = command;
  if (wordOf(verb) === 'get-object') {
    const data = machine.read(call, location, { kind: 'object' });
    writeFile(command, options.operands[0], data);
    return carrying(data);
  }
  if (wordOf(verb) === 'put-object') {
    const body = optionOf(options, '--body');
    machine.write(call, location, body ? readFile(command, body) : NO_FLOW, { kind: 'object' });
  }
  if (wordOf(verb) === 'copy-object') {
    const source = optionOf(options, '--copy-source');
    const data = machine.read(call, source && concatenate([constant('s3://'), source]), { kind: 'object' });
    machine.write(call, location, data, { kind: 'object' });
  }
  return NOTHING;
};

/** `Key=Value,Key=Value` or JSON, as the command line of AWS takes structures. */
function partOf(value: Value | undefined, key: string): string | undefined {
  return new RegExp(`${key}["']?\\s*[=:]\\s*["']?([^,"'}\\s]+)`).exec(wordOf(value))?.[1];
}

const athenaRule: CommandRule = (command) => {
  const options = parseOptions(command.words.slice(1), { values: AWS });
  const context = optionOf(options, '--query-execution-context');
  const [catalog, database] = [partOf(context, 'Catalog'), partOf(context, 'Database')];
  const region = wordOf(optionOf(options, '--region')) || variableOf(command, 'AWS_REGION');
  const namespace = region ? `awsathena://athena.${region}.amazonaws.com` : 'awsathena';
  const prefix = [catalog, database].filter((each) => each !== undefined).join('.');
  const sql = optionOf(options, '--query-string');
  return sql
    ? carrying(command.machine.query(command.call, sqlText(command, sql), { namespace, prefix }))
    : NOTHING;
};

/** `file://query.sql` stands for the file's text. */
function sqlText(command: ShellCommand, sql: Value): Value {
  const file = /^file:\/\/(.+)$/.exec(wordOf(sql))?.[1];
  return file === undefined ? sql : (command.machine.config(file) ?? sql);
}

const dynamoRule: CommandRule = (command) => {
  const [verb, ...rest] = command.words;
  const options = parseOptions(rest, { values: AWS });
  const table = optionOf(options, '--table-name');
  const access = { kind: 'table' as const, namespace: 'dynamodb' };
  if (/^(scan|query|get-item|batch-get-item)$/.test(wordOf(verb)) && table)
    return carrying(command.machine.read(command.call, table, access));
  if (/^(put-item|update-item)$/.test(wordOf(verb)) && table) {
    const item = optionOf(options, '--item');
    command.machine.write(command.call, table, item ? item.flow : NO_FLOW, access);
  }
  return NOTHING;
};

const kinesisRule: CommandRule = (command) => {
  const [verb, ...rest] = command.words;
  const options = parseOptions(rest, { values: AWS });
  const stream = optionOf(options, '--stream-name', '--delivery-stream-name');
  const access = { kind: 'stream' as const, namespace: 'kinesis' };
  if (/^put-record/.test(wordOf(verb)) && stream)
    command.machine.write(command.call, stream, optionOf(options, '--data')?.flow ?? NO_FLOW, access);
  if (wordOf(verb) === 'get-shard-iterator' && stream)
    return carrying(command.machine.read(command.call, stream, access));
  return NOTHING;
};

const redshiftDataRule: CommandRule = (command) => {
  const options = parseOptions(command.words.slice(1), { values: AWS });
  const cluster = wordOf(optionOf(options, '--cluster-identifier', '--workgroup-name'));
  const region = wordOf(optionOf(options, '--region')) || variableOf(command, 'AWS_REGION');
  const namespace = cluster === '' ? 'redshift' : `redshift://${cluster}${region ? `.${region}` : ''}:5439`;
  const prefix = wordOf(optionOf(options, '--database'));
  const sql = optionOf(options, '--sql', '--sqls');
  return sql
    ? carrying(command.machine.query(command.call, sqlText(command, sql), { namespace, prefix }))
    : NOTHING;
};

const SERVICES: Readonly<Record<string, CommandRule>> = {
  s3: (command) => storeCommands.awsS3?.(command) ?? NOTHING,
  s3api: objectApi,
  athena: (command) => (wordOf(command.words[0]) === 'start-query-execution' ? athenaRule(command) : NOTHING),
  dynamodb: dynamoRule,
  kinesis: kinesisRule,
  firehose: kinesisRule,
  'redshift-data': redshiftDataRule,
};

/** Words without the options that stand before the service. */
function withoutGlobals(words: readonly Value[]): Value[] {
  const values = /^--(profile|region|endpoint-url|output|query|ca-bundle|project|account|configuration)$/;
  let index = 0;
  while (index < words.length && wordOf(words[index]).startsWith('-'))
    index += values.test(wordOf(words[index])) ? 2 : 1;
  return words.slice(index);
}

const awsRule: CommandRule = (command) => {
  const [service, ...words] = withoutGlobals(command.words);
  const name = wordOf(service);
  const rule = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  return { hint: name || 'aws', ...(rule?.({ ...command, words }) ?? NOTHING) };
};

const gcloudRule: CommandRule = (command) => {
  const words = withoutGlobals(command.words).filter((word) => !/^(alpha|beta)$/.test(wordOf(word)));
  const verbs = words.slice(0, 4).map(wordOf);
  if (verbs[0] === 'storage')
    return storeCommands.gcloudStorage?.({ ...command, words: words.slice(1) }) ?? NOTHING;
  if (verbs[0] === 'dataproc' && verbs[2] === 'submit') return submitted(command, words.slice(4));
  if (verbs[0] === 'pubsub' && verbs[1] === 'topics' && verbs[2] === 'publish') {
    const project = variableOf(command, 'GOOGLE_CLOUD_PROJECT') ?? '{project}';
    const topic = words[3] && mapTexts(words[3], (name) => `topic:${project}:${name}`);
    command.machine.write(command.call, topic, NO_FLOW, { kind: 'topic', namespace: 'pubsub' });
  }
  return { ...NOTHING, hint: 'gcloud' };
};

/** `gcloud dataproc jobs submit pyspark job.py -- words`. */
function submitted(command: ShellCommand, words: readonly Value[]): Value {
  const cut = words.findIndex((word) => wordOf(word) === '--');
  const script = words.find((word) => /\.(py|R|sql|hql)$/.test(wordOf(word)));
  if (!script) return NOTHING;
  return command.run('spark-submit', [script, ...(cut < 0 ? [] : words.slice(cut + 1))]);
}

const AZURE =
  '--account-name --container-name -c --name -n --file -f --source -s --destination -d --pattern --source-container --destination-path --destination-container --destination-blob --source-blob --source-account-name --connection-string --account-key --sas-token --source-uri --analytics-query -w --workspace --resource-group -g --file-system --path -p --subscription --cluster-name --database-name';

function container(options: Options, names: readonly string[], account: string): Value | undefined {
  const name = optionOf(options, ...names);
  return name && concatenate([constant('abfss://'), name, constant(`@${account}.dfs.core.windows.net/`)]);
}

const azureStorageRule: CommandRule = (command) => {
  const words = command.words.slice(1);
  const at = words.findIndex((word) =>
    /^(upload|download|copy|upload-batch|download-batch|sync|append)$/.test(wordOf(word)),
  );
  const verb = wordOf(words[at]);
  const options = parseOptions(words.slice(at + 1), { values: AZURE });
  if (at < 0) return NOTHING;
  const account =
    wordOf(optionOf(options, '--account-name')) ||
    (variableOf(command, 'AZURE_STORAGE_ACCOUNT') ?? '{account}');
  const batch = verb.endsWith('batch') || verb === 'sync';
  const store = container(
    options,
    ['--container-name', '-c', '--file-system', ...(batch ? ['--destination', '-d', '--source', '-s'] : [])],
    account,
  );
  const blob =
    optionOf(options, '--name', '-n', '--path', '-p', '--pattern', '--destination-path') ?? constant('');
  const remote = store && concatenate([store, blob]);
  const upload = verb.startsWith('upload') || verb === 'append' || verb === 'sync';
  const local = optionOf(options, '--file', '-f', ...(upload ? ['--source', '-s'] : ['--destination', '-d']));
  if (batch) return batchCopy(command, options, upload, account);
  if (!remote || !local) return NOTHING;
  return copyOperands(command, upload ? [local, remote] : [remote, local]);
};

/** `upload-batch -s folder -d container`: the sides name a folder and a container. */
function batchCopy(command: ShellCommand, options: Options, upload: boolean, account: string): Value {
  const [source, target] = [optionOf(options, '--source', '-s'), optionOf(options, '--destination', '-d')];
  const remote = container(
    options,
    upload ? ['--container-name', '-c', '--destination', '-d'] : ['--container-name', '-c', '--source', '-s'],
    account,
  );
  const local = upload ? source : target;
  return remote && local ? copyOperands(command, upload ? [local, remote] : [remote, local]) : NOTHING;
}

const azureRule: CommandRule = (command) => {
  const [group] = command.words;
  if (wordOf(group) === 'storage') return azureStorageRule(command);
  if (wordOf(group) === 'monitor') {
    const options = parseOptions(command.words, { values: AZURE });
    const query = optionOf(options, '--analytics-query');
    if (query)
      command.machine.unresolved(
        command.call,
        'a query of Log Analytics names no workspace that is known here',
      );
  }
  return { ...NOTHING, hint: 'az' };
};

const BQ =
  '--destination_table --external_table_definition --project_id --dataset_id --location --schema --source_format --destination_format --field_delimiter --skip_leading_rows --max_bad_records --time_partitioning_field --time_partitioning_type --clustering_fields --compression --parameter --udf_resource --view --max_rows -n --format --job_id --label --expiration --description --billing_project --maximum_bytes_billed --target_dataset --display_name --params --data_source --schedule --null_marker --quote --encoding --json_extension --hive_partitioning_mode --hive_partitioning_source_uri_prefix --transfer_config --range_partitioning --materialized_view --autodetect_to';
const VERBS: ReadonlySet<string> = new Set([
  'query',
  'load',
  'extract',
  'cp',
  'mk',
  'head',
  'insert',
  'update',
  'export',
]);

/** `project:dataset.table` in its usual spelling. */
function tableOf(value: Value | undefined, options: Options): Value | undefined {
  const project = wordOf(optionOf(options, '--project_id')) || undefined;
  return (
    value &&
    mapTexts(value, (text) => {
      const name = text.replace(/^([\w{}-]+):/, '$1.').replace(/\$.*$/, '');
      const short = name.split('.').length === 2 && !/^([\w{}-]+):/.test(text);
      return short && project !== undefined ? `${project}.${name}` : name;
    })
  );
}

const BIGQUERY = { kind: 'table' as const, namespace: 'bigquery' };

const bqRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => VERBS.has(wordOf(word)));
  if (at < 0) return { ...NOTHING, hint: 'bq' };
  const words = [...command.words.slice(0, at), ...command.words.slice(at + 1)];
  const options = parseOptions(words, { values: BQ });
  const { call, machine } = command;
  const [first, second, ...others] = options.operands;
  const table = (value: Value | undefined): Value | undefined => tableOf(value, options);
  switch (wordOf(command.words[at])) {
    case 'query': {
      const sql = first ?? command.stdin;
      const project = wordOf(optionOf(options, '--project_id'));
      const dataset = wordOf(optionOf(options, '--dataset_id')).replace(':', '.');
      const prefix = dataset.includes('.') ? dataset : [project, dataset].filter(Boolean).join('.');
      const data = sql ? machine.query(call, sql, { namespace: 'bigquery', prefix }) : NO_FLOW;
      const target = optionOf(options, '--destination_table');
      if (target) machine.write(call, table(target), data, BIGQUERY);
      return { ...carrying(data), hint: 'bq' };
    }
    case 'load': {
      const data = second ? sources(command, second) : inputFlow(command);
      machine.write(call, table(first), data, BIGQUERY);
      return NOTHING;
    }
    case 'extract': {
      const data = machine.read(call, table(first), BIGQUERY);
      if (second) machine.write(call, split(second), data);
      return NOTHING;
    }
    case 'cp': {
      const last = others.at(-1) ?? second;
      const from = [first, second, ...others].slice(0, -1).filter((each) => each !== undefined);
      const data = from.map((each) => machine.read(call, table(each), BIGQUERY)).reduce(joinFlows, NO_FLOW);
      if (last) machine.write(call, table(last), data, BIGQUERY);
      return NOTHING;
    }
    case 'head':
      return carrying(machine.read(call, table(first), BIGQUERY));
    case 'insert':
      machine.write(call, table(first), second ? readFile(command, second) : inputFlow(command), BIGQUERY);
      return NOTHING;
    default:
      return made(command, options, table(first ?? second));
  }
};

function split(value: Value): Value {
  const uris = wordOf(value).split(',');
  return uris.length === 1 ? value : { items: uris.map((uri) => constant(uri)), flow: value.flow };
}

function sources(command: ShellCommand, value: Value): ReturnType<typeof readFile> {
  return /:\/\//.test(wordOf(value)) || !value.texts
    ? command.machine.read(command.call, split(value))
    : command.machine.read(command.call, value);
}

/** `bq mk --view 'select …' table`, `bq mk --external_table_definition=…@CSV=gs://… table`. */
function made(command: ShellCommand, options: Options, table: Value | undefined): Value {
  const { call, machine } = command;
  const view = optionOf(options, '--view', '--materialized_view');
  const definition = optionOf(options, '--external_table_definition');
  if (view && table)
    machine.write(call, table, machine.query(call, view, { namespace: 'bigquery', prefix: '' }), BIGQUERY);
  const uri = /(?:^|[=@])(gs:\/\/[^@,]+)/.exec(wordOf(definition))?.[1];
  if (uri !== undefined && table) machine.write(call, table, machine.read(call, constant(uri)), BIGQUERY);
  if (hasOption(options, '--transfer_config')) {
    const query = /"query"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(wordOf(optionOf(options, '--params')))?.[1];
    if (query !== undefined)
      machine.query(call, constant(query.replace(/\\n/g, '\n').replace(/\\"/g, '"')), {
        namespace: 'bigquery',
        prefix: '',
      });
  }
  return NOTHING;
}

/** The command lines of AWS, Google Cloud and Azure. */
export const cloudCommands: CommandRules = {
  aws: awsRule,
  awslocal: awsRule,
  gcloud: gcloudRule,
  bq: bqRule,
  az: azureRule,
};
