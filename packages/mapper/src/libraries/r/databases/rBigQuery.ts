import type { Library, Rule, TableSpace } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { argument, callFlow } from '../../arguments.js';
import { accessTo } from './rTables.js';

const BIGQUERY: TableSpace = { namespace: 'bigquery', prefix: '' };

const projectQueryRule: Rule = (call, machine) => {
  const sql = argument(call, 1, 'query');
  const project = stringOf(argument(call, 0, 'x', 'project'));
  return carrying(machine.query(call, sql, { ...BIGQUERY, prefix: project ?? '' }));
};

const queryExecRule: Rule = (call, machine) =>
  carrying(machine.query(call, argument(call, 0, 'query'), BIGQUERY));

const downloadTableRule: Rule = (call, machine) => {
  const [table] = call.args;
  return table?.texts ? carrying(machine.read(call, table, accessTo(BIGQUERY))) : carrying(callFlow(call));
};

const uploadTableRule: Rule = (call, machine) => {
  const data = argument(call, 1, 'values');
  machine.write(call, argument(call, 0, 'x'), data ? flowOf(data) : NO_FLOW, accessTo(BIGQUERY));
  return NOTHING;
};

const loadTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 0, 'x'),
    machine.read(call, argument(call, 1, 'source_uris')),
    accessTo(BIGQUERY),
  );
  return NOTHING;
};

const extractTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 1, 'destination_uris'),
    machine.read(call, argument(call, 0, 'x'), accessTo(BIGQUERY)),
  );
  return NOTHING;
};

/** BigQuery by bigrquery. */
export const rBigQuery: Library = {
  name: 'rBigQuery',
  languages: ['r'],
  functions: {
    bq_project_query: projectQueryRule,
    query_exec: queryExecRule,
    bq_table_download: downloadTableRule,
    bq_table_upload: uploadTableRule,
    bq_perform_upload: uploadTableRule,
    bq_perform_load: loadTableRule,
    bq_table_load: loadTableRule,
    bq_table_save: extractTableRule,
  },
  methods: {},
};
