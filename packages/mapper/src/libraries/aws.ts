import type { Access, Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { mapTexts, stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { copies, each, keeps, reads, under, writes } from './accessRules.js';
import { argument, argumentFlow, callFlow, dataOf, storedField } from './arguments.js';

const DYNAMO: Access = { kind: 'table', namespace: 'dynamodb' };
const STREAM: Access = { kind: 'stream', namespace: 'kinesis' };
const QUEUE: Access = { kind: 'topic', namespace: 'sqs' };
const TOPIC: Access = { kind: 'topic', namespace: 'sns' };

/** The last part of an address or an ARN is the name. */
function lastPart(value: Value | undefined): Value | undefined {
  return value ? mapTexts(value, (text) => text.split(/[/:]/).at(-1) ?? text) : undefined;
}

/** What an argument names, or what the object was made for. */
function target(call: Call, argumentName: string, field = 'name'): Value | undefined {
  return argument(call, undefined, argumentName) ?? storedField(call.receiver, field);
}

const readNamed =
  (name: string, access: Access): Rule =>
  (call, machine) =>
    carrying(machine.read(call, lastPart(target(call, name)), access));

const writeNamed =
  (name: string, access: Access): Rule =>
  (call, machine) => {
    machine.write(call, lastPart(target(call, name)), argumentFlow(call), access);
    return NOTHING;
  };

const batchRule: Rule = (call) => call.receiver ?? NOTHING;

/** `start_query_execution(QueryString=…)`: the answer may also be stored. */
const athenaRule: Rule = (call, machine) => {
  const context = argument(call, undefined, 'QueryExecutionContext')?.fields;
  const prefix = ['Catalog', 'Database'].flatMap((name) => stringOf(context?.get(name)) ?? []).join('.');
  const flow = machine.query(call, argument(call, undefined, 'QueryString'), {
    namespace: 'awsathena',
    prefix,
  });
  const output = argument(call, undefined, 'ResultConfiguration')?.fields?.get('OutputLocation');
  if (output) machine.write(call, output, flow);
  return carrying(flow);
};

const redshiftDataRule: Rule = (call, machine) => {
  const prefix = stringOf(argument(call, undefined, 'Database')) ?? '';
  return carrying(machine.query(call, argument(call, undefined, 'Sql'), { namespace: 'redshift', prefix }));
};

/** Data Wrangler: tables of the Glue catalogue are Athena's. */
function glueTable(call: Call): Value | undefined {
  const [database, table] = [argument(call, undefined, 'database'), argument(call, undefined, 'table')];
  const [owner, name] = [stringOf(database), stringOf(table)];
  return owner === undefined || name === undefined ? undefined : constant(`${owner}.${name}`);
}

const wranglerQueryRule =
  (namespace: string): Rule =>
  (call, machine) => {
    const prefix = stringOf(argument(call, namespace === 'awsathena' ? 1 : undefined, 'database')) ?? '';
    return carrying(machine.query(call, argument(call, 0, 'sql'), { namespace, prefix }));
  };

const wranglerTableRule: Rule = (call, machine) => {
  const [table, database] = [stringOf(argument(call, 0, 'table')), stringOf(argument(call, 1, 'database'))];
  const name =
    table === undefined
      ? argument(call, 0, 'table')
      : constant(database === undefined ? table : `${database}.${table}`);
  return carrying(machine.read(call, name, { kind: 'table', namespace: 'awsathena' }));
};

/** Writes files, and registers them as a table: one dataset, by its table's name when it has one. */
const wranglerWriteRule: Rule = (call, machine) => {
  const data = dataOf(argument(call, 0, 'df'));
  const table = glueTable(call);
  const path = argument(call, 1, 'path');
  if (path) machine.write(call, path, data);
  if (table) machine.write(call, table, data, { kind: 'table', namespace: 'awsathena' });
  return NOTHING;
};

const wranglerSqlWriteRule =
  (namespace: string): Rule =>
  (call, machine) => {
    const schema = stringOf(argument(call, undefined, 'schema'));
    const table = stringOf(argument(call, undefined, 'table'));
    const name =
      table === undefined
        ? argument(call, undefined, 'table')
        : constant([schema, table].filter(Boolean).join('.'));
    const first = argument(call, 0, 'df', 'path');
    const data = first?.texts ? machine.read(call, first) : dataOf(first);
    machine.write(call, name, data, { kind: 'table', namespace });
    return NOTHING;
  };

/** `wr.redshift.unload(sql, path)`. */
const unloadRule: Rule = (call, machine) => {
  const flow = machine.query(call, argument(call, 0, 'sql'), { namespace: 'redshift', prefix: '' });
  machine.write(call, argument(call, 1, 'path'), flow);
  return carrying(flow);
};

function s3Uris(value: Value | undefined): Value[] {
  if (!value) return [];
  const found = value.fields?.get('S3Uri') ?? value.fields?.get('S3OutputPath');
  if (found) return [found];
  return [...(value.items ?? []), ...(value.fields?.values() ?? [])].flatMap(s3Uris);
}

/** `create_training_job(InputDataConfig=…)` of the SageMaker API. */
const trainingJobRule: Rule = (call, machine) => {
  const inputs = s3Uris(argument(call, undefined, 'InputDataConfig'));
  const data = inputs.map((uri) => machine.read(call, uri)).reduce(joinFlows, NO_FLOW);
  const model = machine.train(call, 'sagemaker', data, NO_FLOW, 'exact');
  const name = stringOf(argument(call, undefined, 'TrainingJobName'));
  if (name !== undefined) model.names.set(name, 3);
  for (const uri of s3Uris(argument(call, undefined, 'OutputDataConfig')))
    machine.write(call, uri, data, { kind: 'model', models: [model] });
  return NOTHING;
};

const boundRule = (type: string, argumentName: string): Rule => keeps(type, { name: [0, argumentName] });

function kinesisIterator(call: Call, machine: Machine): Value {
  return carrying(machine.read(call, lastPart(argument(call, undefined, 'StreamName', 'StreamARN')), STREAM));
}

const WRANGLER_READS = ['csv', 'parquet', 'json', 'excel', 'fwf', 'orc', 'parquet_table', 'deltalake'].map(
  (name) => `read_${name}`,
);

/** Services of Amazon beside S3: DynamoDB, Kinesis, SQS, SNS, Athena, Redshift, SageMaker's API, and Data Wrangler. */
export const aws: Library = {
  name: 'aws',
  functions: {
    ...under(['awswrangler.s3'], {
      ...each(WRANGLER_READS, reads([0, 'path'])),
      ...each(['to_csv', 'to_parquet', 'to_json', 'to_excel', 'to_orc', 'to_deltalake'], wranglerWriteRule),
      download: copies([0, 'path'], [1, 'local_file']),
      upload: copies([0, 'local_file'], [1, 'path']),
      copy_objects: copies([0, 'paths'], [2, 'target_path']),
    }),
    'awswrangler.athena.read_sql_query': wranglerQueryRule('awsathena'),
    'awswrangler.athena.start_query_execution': wranglerQueryRule('awsathena'),
    'awswrangler.athena.read_sql_table': wranglerTableRule,
    'awswrangler.athena.to_iceberg': wranglerWriteRule,
    ...Object.fromEntries(
      [
        ['redshift', 'redshift'],
        ['postgresql', 'postgres'],
        ['mysql', 'mysql'],
        ['sqlserver', 'mssql'],
      ].flatMap(([name = '', namespace = '']) => [
        [`awswrangler.${name}.read_sql_query`, wranglerQueryRule(namespace)],
        [`awswrangler.${name}.to_sql`, wranglerSqlWriteRule(namespace)],
      ]),
    ),
    'awswrangler.redshift.copy': wranglerSqlWriteRule('redshift'),
    'awswrangler.redshift.copy_from_files': wranglerSqlWriteRule('redshift'),
    'awswrangler.redshift.unload': unloadRule,
    'awswrangler.redshift.unload_to_files': unloadRule,
    'awswrangler.dynamodb.put_df': writes([undefined, 'table_name'], [0, 'df'], DYNAMO),
    'awswrangler.dynamodb.read_items': reads([0, 'table_name'], DYNAMO),
  },
  methods: {
    'boto3.dynamodb.Table': boundRule('dynamodb.Table', 'name'),
    ...under(['dynamodb.Table', 'boto3.dynamodb'], {
      ...each(['scan', 'query', 'get_item', 'batch_get_item'], readNamed('TableName', DYNAMO)),
      ...each(['put_item', 'update_item'], writeNamed('TableName', DYNAMO)),
      batch_writer: batchRule,
    }),
    ...under(['boto3.kinesis'], {
      ...each(['put_record', 'put_records'], writeNamed('StreamName', STREAM)),
      get_shard_iterator: kinesisIterator,
      get_records: (call) => carrying(callFlow(call)),
    }),
    ...under(
      ['boto3.firehose'],
      each(
        ['put_record', 'put_record_batch'],
        writeNamed('DeliveryStreamName', { kind: 'stream', namespace: 'firehose' }),
      ),
    ),
    ...under(['boto3.sqs'], {
      ...each(['send_message', 'send_message_batch'], writeNamed('QueueUrl', QUEUE)),
      receive_message: readNamed('QueueUrl', QUEUE),
      ...each(['Queue', 'get_queue_by_name'], keeps('sqs.Queue', { name: [0, 'url', 'QueueName'] })),
    }),
    ...under(['sqs.Queue'], {
      ...each(['send_message', 'send_messages'], writeNamed('QueueUrl', QUEUE)),
      receive_messages: readNamed('QueueUrl', QUEUE),
    }),
    'boto3.sns.publish': writeNamed('TopicArn', TOPIC),
    'boto3.sns.Topic': keeps('sns.Topic', { name: [0, 'arn'] }),
    'sns.Topic.publish': writeNamed('TopicArn', TOPIC),
    'boto3.athena.start_query_execution': athenaRule,
    'boto3.redshift-data.execute_statement': redshiftDataRule,
    'boto3.rds-data.execute_statement': redshiftDataRule,
    'boto3.sagemaker.create_training_job': trainingJobRule,
    '*.start_query_execution': athenaRule,
  },
};
