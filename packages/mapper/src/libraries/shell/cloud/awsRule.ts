import { NO_FLOW } from '../../../values/flow.js';
import { concatenate } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { type Options, optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, type ShellCommand, variableOf, wordOf } from '../shellCommand.js';
import { readFile, writeFile } from '../shellPaths.js';
import { storeCommands } from '../storeCommands.js';
import { withoutGlobals } from './withoutGlobals.js';

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

export const awsRule: CommandRule = (command) => {
  const [service, ...words] = withoutGlobals(command.words);
  const name = wordOf(service);
  const rule = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  return { hint: name || 'aws', ...(rule?.({ ...command, words }) ?? NOTHING) };
};
