import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { mapTexts } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { hasOption, type Options, optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, inputFlow, type ShellCommand, wordOf } from '../shellCommand.js';
import { readFile } from '../shellPaths.js';

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

export const bqRule: CommandRule = (command) => {
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
