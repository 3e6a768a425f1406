import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { concatenate, mapTexts } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { writeInto } from '../goFiles.js';
import { dataOfArguments, entryOf, entryText, forTypes, structArgument } from '../goValues.js';
import { firstRule, OBJECT } from './serviceRules.js';

type Operation = (call: Call, machine: Machine, input: Value) => Value;

function s3Location(input: Value): Value | undefined {
  const [bucket, key] = [entryOf(input, 'Bucket'), entryOf(input, 'Key')];
  return bucket && key ? concatenate([constant('s3://'), bucket, constant('/'), key]) : undefined;
}

const getObject: Operation = (call, machine, input) => {
  const data = machine.read(call, s3Location(input), OBJECT);
  const target = call.args.find((each) => storedField(each, 'writes'));
  if (target) writeInto(call, machine, target, data);
  return carrying(data);
};

const putObject: Operation = (call, machine, input) => {
  const body = entryOf(input, 'Body');
  machine.write(call, s3Location(input), body ? flowOf(body) : NO_FLOW, OBJECT);
  return NOTHING;
};

const named =
  (field: string, namespace: string, kind: 'table' | 'stream' | 'topic', data?: string): Operation =>
  (call, machine, input) => {
    const name = entryOf(input, field);
    const short =
      name && mapTexts(name, (text) => (kind === 'topic' ? (text.split(/[/:]/).at(-1) ?? text) : text));
    if (data === undefined) return carrying(machine.read(call, short, { kind, namespace }));
    const body = entryOf(input, data);
    machine.write(call, short, body ? flowOf(body) : NO_FLOW, { kind, namespace });
    return NOTHING;
  };

const athena: Operation = (call, machine, input) => {
  const prefix = entryText(entryOf(input, 'QueryExecutionContext'), 'Database') ?? '';
  return carrying(machine.query(call, entryOf(input, 'QueryString'), { namespace: 'awsathena', prefix }));
};

const OPERATIONS: Readonly<Record<string, readonly [field: string, operation: Operation]>> = {
  GetObject: ['Key', getObject],
  Download: ['Key', getObject],
  PutObject: ['Key', putObject],
  Upload: ['Key', putObject],
  GetItem: ['TableName', named('TableName', 'dynamodb', 'table')],
  Query: ['TableName', named('TableName', 'dynamodb', 'table')],
  Scan: ['TableName', named('TableName', 'dynamodb', 'table')],
  PutItem: ['TableName', named('TableName', 'dynamodb', 'table', 'Item')],
  UpdateItem: ['TableName', named('TableName', 'dynamodb', 'table', 'ExpressionAttributeValues')],
  PutRecord: ['StreamName', named('StreamName', 'kinesis', 'stream', 'Data')],
  PutRecords: ['StreamName', named('StreamName', 'kinesis', 'stream', 'Records')],
  GetShardIterator: ['StreamName', named('StreamName', 'kinesis', 'stream')],
  SendMessage: ['QueueUrl', named('QueueUrl', 'sqs', 'topic', 'MessageBody')],
  ReceiveMessage: ['QueueUrl', named('QueueUrl', 'sqs', 'topic')],
  StartQueryExecution: ['QueryString', athena],
};

/** Operations are told by the struct that they take; without one the call is somebody else's. */
function operationRule(name: string, otherwise: Rule | undefined): Rule {
  return (call, machine) => {
    const known = OPERATIONS[name];
    const input = known ? structArgument(call, known[0]) : undefined;
    if (known && input) return known[1](call, machine, input);
    return otherwise
      ? otherwise(call, machine)
      : carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataOfArguments(call.args)));
  };
}

/** Operations of AWS: they take a struct, after a context in the second version. */
export const goAws: Library = {
  name: 'goAws',
  languages: ['go'],
  functions: {
    'github.com/aws/aws-sdk-go/aws.String': firstRule,
    'github.com/aws/aws-sdk-go-v2/aws.String': firstRule,
  },
  methods: {
    ...Object.fromEntries(
      Object.keys(OPERATIONS)
        .filter((name) => name !== 'Query' && name !== 'Scan')
        .map((name) => [`*.${name}`, operationRule(name, undefined)]),
    ),
    ...forTypes(
      [
        'github.com/aws/aws-sdk-go-v2/service/dynamodb.Client',
        'github.com/aws/aws-sdk-go/service/dynamodb.DynamoDB',
      ],
      ['Query'],
      operationRule('Query', undefined),
    ),
    '*.Scan': operationRule('Scan', undefined),
  },
};
