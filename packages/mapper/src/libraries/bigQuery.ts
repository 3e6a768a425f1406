import type { Access, Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, under } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';

const TABLE: Access = { kind: 'table', namespace: 'bigquery' };
const CLIENT = 'google.cloud.bigquery.Client';

const clientRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, CLIENT, NO_FLOW);
  const project = argument(call, 0, 'project');
  if (project?.texts?.some((text) => text.value !== null)) cell.fields.set('project', project);
  return value;
};

function projectOf(call: Call): string {
  return stringOf(storedField(call.receiver, 'project')) ?? '';
}

/** The table that an argument names: a text, or a reference that was made of parts. */
function tableOf(call: Call, value: Value | undefined): Value | undefined {
  const named = storedField(value, 'named') ?? value;
  const text = stringOf(named);
  const project = projectOf(call);
  return text !== undefined && text.split('.').length === 2 && project !== ''
    ? constant(`${project}.${text}`)
    : named;
}

function joined(parts: readonly (Value | undefined)[]): Value {
  const known = parts.filter((part) => part !== undefined);
  return concatenate(known.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
}

/** `client.dataset('d')`, `DatasetReference('p', 'd')`, `dataset.table('t')`, `TableReference(dataset, 't')`. */
const referenceRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'bigquery.Reference', NO_FLOW);
  const owner = call.receiver
    ? (storedField(call.receiver, 'named') ?? storedField(call.receiver, 'project'))
    : undefined;
  const parts = [...call.args, ...['dataset_id', 'table_id'].flatMap((name) => call.named.get(name) ?? [])];
  cell.fields.set('named', joined([owner, ...parts.map((part) => storedField(part, 'named') ?? part)]));
  return value;
};

const jobConfigRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'bigquery.JobConfig', NO_FLOW);
  for (const [name, given] of call.named) cell.fields.set(name, given);
  return value;
};

/** A query whose answer may also be stored in a table. */
const queryRule: Rule = (call, machine) => {
  const space = { namespace: 'bigquery', prefix: '' };
  const flow = machine.query(call, argument(call, 0, 'query'), space);
  const destination = storedField(argument(call, 1, 'job_config'), 'destination');
  if (destination) machine.write(call, tableOf(call, destination), flow, TABLE);
  const { cell, value } = machine.instance(call, 'bigquery.Job', flow);
  cell.fields.set('answer', carrying(flow));
  return value;
};

const loadRule =
  (location: boolean): Rule =>
  (call, machine) => {
    const source = argument(call, 0, 'source_uris', 'dataframe', 'file_obj', 'json_rows', 'iterable');
    const data = location ? machine.read(call, source) : dataOf(source);
    machine.write(call, tableOf(call, argument(call, 1, 'destination')), data, TABLE);
    return machine.instance(call, 'bigquery.Job', NO_FLOW).value;
  };

const insertRule: Rule = (call, machine) => {
  const rows = argument(call, 1, 'json_rows', 'rows', 'dataframe');
  machine.write(call, tableOf(call, argument(call, 0, 'table')), dataOf(rows), TABLE);
  return NOTHING;
};

const extractRule: Rule = (call, machine) => {
  const data = machine.read(call, tableOf(call, argument(call, 0, 'source')), TABLE);
  machine.write(call, argument(call, 1, 'destination_uris'), data);
  return NOTHING;
};

const copyRule: Rule = (call, machine) => {
  const data = machine.read(call, tableOf(call, argument(call, 0, 'sources')), TABLE);
  machine.write(call, tableOf(call, argument(call, 1, 'destination')), data, TABLE);
  return NOTHING;
};

/** A table that is only described is no data; what its rows give is. */
const getTableRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'bigquery.Reference', NO_FLOW);
  const table = tableOf(call, argument(call, 0, 'table', 'table_ref'));
  if (table) cell.fields.set('named', table);
  return value;
};

const listRowsRule: Rule = (call, machine) =>
  carrying(machine.read(call, tableOf(call, argument(call, 0, 'table')), TABLE));

/** `projects/p/datasets/d/tables/t` of the storage API. */
const sessionRule: Rule = (call, machine) => {
  const path = stringOf(
    argument(call, undefined, 'table') ?? call.named.get('read_session')?.fields?.get('table'),
  );
  const match = /projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)/.exec(path ?? '');
  const table = match ? constant(`${match[1]}.${match[2]}.${match[3]}`) : undefined;
  return table ? carrying(machine.read(call, table, TABLE)) : NOTHING;
};

function answerOf(call: Call, _machine: Machine): Value {
  return carrying(dataOf(call.receiver));
}

const resultRule: Rule = (call) =>
  cellsOf(call.receiver).length > 0 ? (call.receiver ?? NOTHING) : carrying(dataOf(call.receiver));

/** The client of BigQuery. */
export const bigQuery: Library = {
  name: 'bigQuery',
  functions: {
    [CLIENT]: clientRule,
    [`${CLIENT}.from_service_account_json`]: clientRule,
    'google.cloud.bigquery.client.Client': clientRule,
    'google.cloud.bigquery.QueryJobConfig': jobConfigRule,
    ...each(
      [
        'google.cloud.bigquery.TableReference',
        'google.cloud.bigquery.DatasetReference',
        'google.cloud.bigquery.Table',
      ],
      referenceRule,
    ),
    'google.cloud.bigquery.TableReference.from_string': getTableRule,
    'google.cloud.bigquery_storage.types.ReadSession': sessionRule,
    'google.cloud.bigquery_storage_v1.types.ReadSession': sessionRule,
  },
  methods: {
    ...under([CLIENT], {
      ...each(['query', 'query_and_wait'], queryRule),
      load_table_from_uri: loadRule(true),
      ...each(['load_table_from_dataframe', 'load_table_from_file', 'load_table_from_json'], loadRule(false)),
      ...each(['insert_rows_json', 'insert_rows', 'insert_rows_from_dataframe'], insertRule),
      extract_table: extractRule,
      copy_table: copyRule,
      get_table: getTableRule,
      list_rows: listRowsRule,
      dataset: referenceRule,
    }),
    'bigquery.Reference.table': referenceRule,
    ...under(['bigquery.Job'], {
      ...each(
        ['to_dataframe', 'to_arrow', 'to_geodataframe', 'to_dataframe_iterable', 'to_api_repr'],
        answerOf,
      ),
      result: resultRule,
    }),
    ...each(
      ['*.load_table_from_dataframe', '*.load_table_from_json', '*.load_table_from_file'],
      loadRule(false),
    ),
    '*.load_table_from_uri': loadRule(true),
    '*.extract_table': extractRule,
  },
};
