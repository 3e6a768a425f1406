import { at, listOf, textAt, textsOf } from '../configValues.js';
import type { ResourceContext } from '../resourceContext.js';
import type { ResourceRules } from './resourceRule.js';

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '' && !/^\{[^{}]*\}$/.test(part)).join('.');
}

const BIGQUERY = 'bigquery';

function bigQueryTable(resource: ResourceContext): string {
  return joined(resource.text('project'), resource.text('dataset_id'), resource.text('table_id'));
}

/** A view, a materialised view, or a table over files. */
const bigQueryTableRule = (resource: ResourceContext): void => {
  const target = { name: bigQueryTable(resource), namespace: BIGQUERY, kind: 'table' as const };
  const space = { namespace: BIGQUERY, prefix: joined(resource.text('project')) };
  for (const view of ['view', 'materialized_view']) {
    const sql = resource.text(view, 'query');
    if (sql !== undefined) resource.query(sql, space, `${view}.query`, target);
  }
};

const routine = (resource: ResourceContext): void => {
  const sql = resource.text('definition_body');
  if (
    sql !== undefined &&
    /\b(select|insert|merge|create)\b/i.test(sql) &&
    resource.text('language') !== 'JAVASCRIPT'
  )
    resource.query(sql, { namespace: BIGQUERY, prefix: joined(resource.text('project')) }, 'definition_body');
};

/** Scheduled queries, and transfers out of buckets. */
const transfer = (resource: ResourceContext): void => {
  const params = at(resource.values, 'params');
  const dataset = resource.text('destination_dataset_id');
  const template = textAt(params, 'destination_table_name_template');
  const target =
    template === undefined
      ? undefined
      : {
          name: joined(resource.text('project'), dataset, template),
          namespace: BIGQUERY,
          kind: 'table' as const,
        };
  const sql = textAt(params, 'query');
  const path = textAt(params, 'data_path_template') ?? textAt(params, 'data_path');
  if (sql !== undefined)
    resource.query(sql, { namespace: BIGQUERY, prefix: joined(resource.text('project')) }, 'params', target);
  if (path !== undefined && target) resource.moves({ name: path }, target, 'params');
};

function tableOf(value: ReturnType<typeof at>): string {
  return joined(textAt(value, 'project_id'), textAt(value, 'dataset_id'), textAt(value, 'table_id'));
}

/** `google_bigquery_job`: a query, a load, an extract or a copy. */
const bigQueryJob = (resource: ResourceContext): void => {
  const { values } = resource;
  const table = (value: ReturnType<typeof at>): { name: string; namespace: string } => ({
    name: tableOf(value),
    namespace: BIGQUERY,
  });
  const query = textAt(values, 'query', 'query');
  const target = at(values, 'query', 'destination_table');
  if (query !== undefined)
    resource.query(
      query,
      { namespace: BIGQUERY, prefix: joined(resource.text('project')) },
      'query.query',
      target ? table(target) : undefined,
    );
  for (const uri of textsOf(at(values, 'load', 'source_uris')))
    resource.moves({ name: uri }, table(at(values, 'load', 'destination_table')), 'load');
  for (const uri of textsOf(at(values, 'extract', 'destination_uris')))
    resource.moves(table(at(values, 'extract', 'source_table')), { name: uri }, 'extract');
  for (const source of listOf(at(values, 'copy', 'source_tables')))
    resource.moves(table(source), table(at(values, 'copy', 'destination_table')), 'copy');
};

const snowflake =
  (attribute: string, writes: boolean) =>
  (resource: ResourceContext): void => {
    const sql = resource.text(attribute);
    const prefix = joined(resource.text('database'), resource.text('schema'));
    const name = joined(resource.text('database'), resource.text('schema'), resource.text('name'));
    if (sql !== undefined)
      resource.query(
        sql,
        { namespace: 'snowflake', prefix },
        attribute,
        writes ? { name, namespace: 'snowflake', kind: 'table' } : undefined,
      );
  };

const athena = (resource: ResourceContext): void => {
  const sql = resource.text('query');
  if (sql !== undefined)
    resource.query(sql, { namespace: 'awsathena', prefix: joined(resource.text('database')) }, 'query');
};

const unity = (resource: ResourceContext): void => {
  const sql = resource.text('view_definition');
  const name = joined(resource.text('catalog_name'), resource.text('schema_name'), resource.text('name'));
  if (sql !== undefined)
    resource.query(sql, { namespace: 'databricks', prefix: '' }, 'view_definition', {
      name,
      namespace: 'databricks',
      kind: 'table',
    });
};

/** A view that Glue's catalogue holds, or a query as a resource of Databricks. */
const plainQuery =
  (attribute: string, namespace: string) =>
  (resource: ResourceContext): void => {
    const sql = resource.text(attribute);
    if (sql !== undefined) resource.query(sql, { namespace, prefix: '' }, attribute);
  };

const kustoScript =
  (attribute: string) =>
  (resource: ResourceContext): void => {
    const text = resource.text(...attribute.split('.'));
    if (text === undefined) return;
    if (/^\{[^{}]*\}$/.test(text))
      resource.unresolved(`the script is not known here: ${text.slice(1, -1)}`, attribute);
    else resource.statement('kql', text, { namespace: 'kusto', prefix: '' }, attribute);
  };

/** SQL of stream analytics reads inputs and writes outputs, which resources beside it name. */
const streamAnalytics = (resource: ResourceContext): void => {
  const sql = resource.text('transformation_query');
  if (sql !== undefined)
    resource.query(sql, { namespace: 'streamanalytics', prefix: '' }, 'transformation_query');
};

/** Resources that hold queries. */
export const queries: ResourceRules = {
  google_bigquery_table: bigQueryTableRule,
  google_bigquery_routine: routine,
  google_bigquery_data_transfer_config: transfer,
  google_bigquery_job: bigQueryJob,
  snowflake_view: snowflake('statement', true),
  snowflake_materialized_view: snowflake('statement', true),
  snowflake_dynamic_table: snowflake('query', true),
  snowflake_task: snowflake('sql_statement', false),
  snowflake_pipe: snowflake('copy_statement', false),
  aws_athena_named_query: athena,
  aws_athena_prepared_statement: plainQuery('query_statement', 'awsathena'),
  databricks_sql_table: unity,
  databricks_query: plainQuery('query_text', 'databricks'),
  databricks_sql_query: plainQuery('query', 'databricks'),
  azurerm_kusto_script: kustoScript('script_content'),
  azurerm_stream_analytics_job: streamAnalytics,
  'Microsoft.Kusto/clusters/databases/scripts': kustoScript('properties.scriptContent'),
};
