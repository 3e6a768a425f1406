import type { Call, CatalogueEntry, Library, Machine, Rule } from '../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, keeps, under } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';

const KIND = 'feast';

/** A source of Feast keeps where its data stands. */
const sourceRule =
  (namespace: string | undefined, ...names: string[]): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'feast.Source', NO_FLOW);
    const place = argument(call, undefined, ...names);
    if (place) cell.fields.set('place', place);
    const query = argument(call, undefined, 'query');
    if (query) cell.fields.set('query', query);
    if (namespace !== undefined) cell.fields.set('space', constant(namespace));
    const database = [argument(call, undefined, 'database'), argument(call, undefined, 'schema')].flatMap(
      (each) => stringOf(each) ?? [],
    );
    if (database.length > 0) cell.fields.set('prefix', constant(database.join('.')));
    return value;
  };

/** What a feature view reads: its source, or those of the views that it is computed from. */
function sourceFlow(call: Call, machine: Machine, source: Value | undefined): Flow {
  const parts = [...(source?.items ?? []), ...(source?.fields?.values() ?? [])];
  if (parts.length > 0)
    return parts.map((part) => sourceFlow(call, machine, part)).reduce(joinFlows, NO_FLOW);
  const space = stringOf(storedField(source, 'space'));
  const prefix = stringOf(storedField(source, 'prefix')) ?? '';
  const query = storedField(source, 'query');
  if (query) return machine.query(call, query, { namespace: space ?? 'sql', prefix });
  const place = storedField(source, 'place');
  const batch = storedField(source, 'batch');
  if (!place) return batch ? sourceFlow(call, machine, batch) : NO_FLOW;
  const name = stringOf(place);
  const full =
    prefix !== '' && name !== undefined && !name.includes('.') ? constant(`${prefix}.${name}`) : place;
  return machine.read(
    call,
    full,
    space === undefined ? {} : { kind: space.startsWith('kafka') ? 'topic' : 'table', namespace: space },
  );
}

function viewAccess(name: string, machine: Machine): CatalogueEntry {
  return machine.catalogued(KIND, name) ?? { location: name, namespace: KIND, kind: 'feature-view' };
}

/** `FeatureView(name=…, source=…)`: an activity that fills the view from its source. */
const viewRule: Rule = (call, machine) => {
  const name = argument(call, undefined, 'name') ?? call.args[0];
  const { cell, value } = machine.instance(call, 'feast.View', NO_FLOW);
  const source = argument(call, undefined, 'source', 'sources', 'batch_source', 'stream_source');
  if (name?.texts) cell.fields.set('place', name);
  cell.fields.set('space', constant(KIND));
  const flow = sourceFlow(call, machine, source);
  for (const each of stringsOf(name)) {
    const { location, namespace } = viewAccess(each, machine);
    machine.catalogue(KIND, each, { location, namespace: namespace ?? KIND, kind: 'feature-view' });
    machine.write(call, constant(location), flow, { kind: 'feature-view', namespace: namespace ?? KIND });
  }
  return value;
};

/** `view:feature` names, in a list or as a feature service. */
function featuresOf(value: Value | undefined): Map<string, string[]> {
  const views = new Map<string, string[]>();
  for (const name of stringsOf(value)) {
    const [view = name, feature] = name.split(':');
    views.set(view, [...(views.get(view) ?? []), ...(feature === undefined ? [] : [feature])]);
  }
  return views;
}

const retrieveRule: Rule = (call, machine) => {
  const given = argument(call, call.name.includes('online') ? 0 : 1, 'features', 'feature_refs');
  const entities = argument(call, call.name.includes('online') ? 1 : 0, 'entity_df', 'entity_rows');
  const asked = featuresOf(given);
  const text = stringOf(entities);
  let flow =
    text === undefined ? dataOf(entities) : machine.query(call, entities, { namespace: 'sql', prefix: '' });
  const services = cellsOf(given).flatMap((cell) => cell.fields.get('views')?.items ?? []);
  for (const view of services.flatMap((each) => stringsOf(storedField(each, 'place')))) asked.set(view, []);
  for (const [view, columns] of asked) {
    const { location, namespace, kind } = viewAccess(view, machine);
    const access = {
      kind: kind ?? ('feature-view' as const),
      namespace: namespace ?? KIND,
      ...(columns.length > 0 ? { columns } : {}),
    };
    flow = joinFlows(flow, machine.read(call, constant(location), access));
  }
  if (asked.size === 0)
    machine.unresolved(call, `the features are not constants: ${given?.why ?? 'a computed list'}`);
  return carrying(flow);
};

const pushRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'push_source_name', 'feature_view_name');
  for (const each of stringsOf(name)) {
    const { location, namespace, kind } = viewAccess(each, machine);
    machine.write(call, constant(location), dataOf(argument(call, 1, 'df')), {
      kind: kind ?? 'feature-view',
      namespace: namespace ?? KIND,
    });
  }
  return NOTHING;
};

const SOURCES: Readonly<Record<string, Rule>> = {
  FileSource: sourceRule(undefined, 'path', 'file_url'),
  BigQuerySource: sourceRule('bigquery', 'table', 'table_ref'),
  SnowflakeSource: sourceRule('snowflake', 'table'),
  RedshiftSource: sourceRule('redshift', 'table'),
  SparkSource: sourceRule('hive', 'table', 'path'),
  KafkaSource: sourceRule('kafka', 'topic'),
  KinesisSource: sourceRule('kinesis', 'stream_name'),
  PushSource: keeps('feast.Source', { batch: [undefined, 'batch_source'] }),
  AthenaSource: sourceRule('awsathena', 'table'),
  'infra.offline_stores.contrib.postgres_offline_store.postgres_source.PostgreSQLSource': sourceRule(
    'postgres',
    'table',
  ),
  'infra.offline_stores.contrib.spark_offline_store.spark_source.SparkSource': sourceRule(
    'hive',
    'table',
    'path',
  ),
  'infra.offline_stores.bigquery_source.BigQuerySource': sourceRule('bigquery', 'table', 'table_ref'),
};

/** Feast: sources, views, and what training and serving retrieve from them. */
export const featureStores: Library = {
  name: 'featureStores',
  functions: {
    ...under(['feast'], {
      ...SOURCES,
      ...each(['FeatureView', 'BatchFeatureView', 'StreamFeatureView', 'OnDemandFeatureView'], viewRule),
      FeatureService: keeps('feast.Service', { views: [undefined, 'features'] }),
      FeatureStore: keeps('feast.Store'),
    }),
    'feast.data_source.PushSource': keeps('feast.Source', { batch: [undefined, 'batch_source'] }),
  },
  methods: {
    ...each(['*.get_historical_features', '*.get_online_features'], retrieveRule),
    ...under(['feast.Store'], {
      ...each(['push', 'write_to_online_store', 'write_to_offline_store'], pushRule),
      ...each(['get_feature_service'], (call) => call.args[0] ?? NOTHING),
    }),
  },
};
