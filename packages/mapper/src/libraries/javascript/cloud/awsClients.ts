import type { Library, Rule } from '../../../interpreter/machine.js';
import { carrying, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { callBack, dataOfArguments, entryOf, object } from '../javascriptValues.js';
import { OPERATIONS, type Operation, putObject } from './awsOperations.js';
import { instanceRule } from './cloudObjects.js';

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  s3: ['GetObject', 'PutObject', 'CopyObject', 'SelectObjectContent'],
  dynamodb: ['Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem'],
  kinesis: ['PutRecord', 'PutRecords', 'GetShardIterator'],
  firehose: ['PutRecord', 'PutRecordBatch'],
  sqs: ['SendMessage', 'SendMessageBatch', 'ReceiveMessage'],
  sns: ['Publish'],
  athena: ['StartQueryExecution'],
  'redshift-data': ['ExecuteStatement'],
};

/** `new GetObjectCommand({…})`: it happens when a client sends it, which it is made for. */
const commandRule =
  (operation: Operation): Rule =>
  (call, machine) =>
    object(call, machine, 'js.Command', { answer: operation(call, machine, call.args[0]) });

const commands = Object.fromEntries([
  ...Object.entries(PACKAGES).flatMap(([service, names]) =>
    names.flatMap((name): [string, Rule][] => {
      const operation = OPERATIONS[name];
      return operation ? [[`@aws-sdk/client-${service}.${name}Command`, commandRule(operation)]] : [];
    }),
  ),
  ...['Scan', 'Query', 'Get', 'Put', 'Update'].flatMap((name): [string, Rule][] => {
    const operation = OPERATIONS[name];
    return operation ? [[`@aws-sdk/lib-dynamodb.${name}Command`, commandRule(operation)]] : [];
  }),
]);

const sendRule: Rule = (call) => storedField(call.args[0], 'answer') ?? carrying(dataOfArguments(call.args));

/** `new Upload({ params })`. */
const uploadRule: Rule = (call, machine) => {
  putObject(call, machine, entryOf(call.args[0], 'params'));
  return NOTHING;
};

/** Methods of clients of the second version and of aggregated clients: `s3.getObject({…})`. */
function methodsOf(types: readonly string[], names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(
    types.flatMap((type) =>
      names.flatMap((name): [string, Rule][] => {
        const operation = OPERATIONS[name];
        if (!operation) return [];
        const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        const rule: Rule = (call, machine) => {
          const result = operation(call, machine, call.args[0]);
          callBack(call, machine, result);
          return result;
        };
        return [[`${type}.${method}`, rule]];
      }),
    ),
  );
}

/** Clients of Amazon's stores, streams and databases. */
export const awsClients: Library = {
  name: 'javascriptAws',
  languages: ['javascript'],
  functions: {
    ...commands,
    '@aws-sdk/lib-storage.Upload': uploadRule,
    '@aws-sdk/client-s3.S3': instanceRule('js.AwsS3'),
    'aws-sdk.S3': instanceRule('js.AwsS3'),
    'aws-sdk/clients/s3': instanceRule('js.AwsS3'),
    'aws-sdk.DynamoDB': instanceRule('js.AwsDynamo'),
    'aws-sdk.DynamoDB.DocumentClient': instanceRule('js.AwsDynamo'),
    '@aws-sdk/lib-dynamodb.DynamoDBDocument.from': instanceRule('js.AwsDynamo'),
    'aws-sdk.Kinesis': instanceRule('js.AwsStream'),
    'aws-sdk.Firehose': instanceRule('js.AwsStream'),
    'aws-sdk.SQS': instanceRule('js.AwsQueue'),
    'aws-sdk.SNS': instanceRule('js.AwsQueue'),
    'aws-sdk.Athena': instanceRule('js.AwsSql'),
    'aws-sdk.RedshiftData': instanceRule('js.AwsSql'),
  },
  methods: {
    '*.send': sendRule,
    ...methodsOf(['js.AwsS3'], ['GetObject', 'PutObject', 'CopyObject', 'Upload']),
    ...methodsOf(
      ['js.AwsDynamo'],
      ['Scan', 'Query', 'Get', 'GetItem', 'Put', 'PutItem', 'Update', 'UpdateItem'],
    ),
    ...methodsOf(['js.AwsStream'], ['PutRecord', 'PutRecords', 'PutRecordBatch', 'GetShardIterator']),
    ...methodsOf(['js.AwsQueue'], ['SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'Publish']),
    ...methodsOf(['js.AwsSql'], ['StartQueryExecution', 'ExecuteStatement']),
  },
};
