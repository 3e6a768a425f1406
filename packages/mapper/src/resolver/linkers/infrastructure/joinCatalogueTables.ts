import { canonicalKey, datasetOfUri } from '@driftline/contracts';
import type { DatasetRecord } from '../../../values/records.js';
import { at, textAt, textsOf } from './configValues.js';
import type { ResourceContext } from './resourceContext.js';

/** A table of a catalogue and the place where its files are: two names of one dataset. */
interface TwoNames {
  table: string;
  schemes: RegExp;
  location: string;
}

function withoutHoles(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '' && !/^\{[^{}]*\}$/.test(part)).join('.');
}

function namesOf(resource: ResourceContext): TwoNames[] {
  const { values, type } = resource;
  if (type === 'aws_glue_catalog_table') {
    const location = textAt(values, 'storage_descriptor', 'location');
    const table = withoutHoles(resource.text('database_name'), resource.text('name'));
    return location === undefined
      ? []
      : [{ table, location, schemes: /^(hive|awsathena|athena|sql|trino|arn|spark|databricks)/ }];
  }
  if (type === 'google_bigquery_table') {
    const table = withoutHoles(
      resource.text('project'),
      resource.text('dataset_id'),
      resource.text('table_id'),
    );
    const uris = textsOf(at(values, 'external_data_configuration', 'source_uris'));
    return uris.slice(0, 1).map((location) => ({ table, location, schemes: /^(bigquery|sql)/ }));
  }
  if (type === 'databricks_sql_table') {
    const location = resource.text('storage_location');
    const table = withoutHoles(
      resource.text('catalog_name'),
      resource.text('schema_name'),
      resource.text('name'),
    );
    return location === undefined
      ? []
      : [{ table, location, schemes: /^(databricks|unitycatalog|hive|sql)/ }];
  }
  return [];
}

function endsWith(name: string, ending: string): boolean {
  const [left, right] = [name.toLowerCase(), ending.toLowerCase()];
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

/** Whether a dataset is the location or lies below it. */
function liesIn(record: DatasetRecord, location: string): boolean {
  const { namespace, name } = datasetOfUri(location);
  const [own, root] = [canonicalKey(record.namespace, record.name), canonicalKey(namespace, name)];
  return own === root || own.startsWith(`${root.replace(/\/$/, '')}/`);
}

/** Makes a table of a catalogue and its files one dataset, where code uses both; else the table keeps its place as an alias. */
export function joinCatalogueTables(resource: ResourceContext): void {
  const { datasets } = resource.link.recorder;
  for (const { table, location, schemes } of namesOf(resource)) {
    if (!table.includes('.')) continue;
    const tables = datasets.records.filter(
      (record) => schemes.test(record.namespace) && record.name.includes('.') && endsWith(record.name, table),
    );
    const files = datasets.records.filter((record) => liesIn(record, location));
    const [target] = tables;
    if (!target) continue;
    for (const file of files)
      if (datasets.resolve(file.index) !== datasets.resolve(target.index))
        datasets.merge(file.index, target.index);
    target.aliases.add(location.replace(/\/+$/, ''));
  }
}
