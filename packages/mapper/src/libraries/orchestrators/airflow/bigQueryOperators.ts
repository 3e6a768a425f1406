import type { Access, Call } from '../../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { concatenate } from '../../../values/texts.js';
import { carrying, constant, type Value } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { fieldAt } from '../fieldAt.js';
import type { Work } from './operator.js';
import { runSql } from './sqlOperators.js';

export const BIGQUERY: Access = { kind: 'table', namespace: 'bigquery' };
const SPACE = { namespace: 'bigquery', prefix: '' };

/** `{'projectId': …, 'datasetId': …, 'tableId': …}` as a name. */
function tableReference(reference: Value | undefined): Value | undefined {
  const parts = ['projectId', 'datasetId', 'tableId'].flatMap((key) => reference?.fields?.get(key) ?? []);
  if (parts.length < 2) return undefined;
  return concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
}

function tablesOf(job: Value, ...keys: string[]): Value[] {
  return keys.flatMap((key) => {
    const given = job.fields?.get(key);
    return [given, ...(given?.items ?? [])].flatMap((each) => tableReference(each) ?? []);
  });
}

/** A job of BigQuery as its API describes it: a query, a load, an extract or a copy. */
export const insertJobWork: Work = (call, machine, task) => {
  const job = argument(call, 0, 'configuration', 'body');
  let flow: Flow = NO_FLOW;
  const query = fieldAt(job, ['query', 'query']);
  if (query) flow = joinFlows(flow, runSql(call, machine, query, SPACE, task).flow);
  for (const kind of ['query', 'load', 'copy', 'extract']) {
    const part = job?.fields?.get(kind);
    if (!part) continue;
    const uris = part.fields?.get('sourceUris');
    if (uris) flow = joinFlows(flow, machine.read(call, uris));
    for (const table of tablesOf(part, 'sourceTable', 'sourceTables'))
      flow = joinFlows(flow, machine.read(call, table, BIGQUERY));
    for (const table of tablesOf(part, 'destinationTable')) machine.write(call, table, flow, BIGQUERY);
    const targets = part.fields?.get('destinationUris') ?? part.fields?.get('destinationUri');
    if (targets) machine.write(call, targets, flow);
  }
  if (!job?.fields) machine.unresolved(call, 'the configuration of the job is not known');
  return carrying(flow);
};

function named(call: Call, ...names: string[]): Value[] {
  return names.flatMap((name) => argument(call, undefined, name) ?? []);
}

/** `dataset_id` and `table_id`. */
export const getDataWork: Work = (call, machine) => {
  const parts = named(call, 'table_project_id', 'dataset_id', 'table_id');
  const name = concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
  return carrying(machine.read(call, name, BIGQUERY));
};
