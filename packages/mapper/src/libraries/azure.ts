import type { Access, Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../values/value.js';
import { each, keeps, under } from './accessRules.js';
import { argument, argumentFlow, dataOf, storedField } from './arguments.js';

const OBJECT: Access = { kind: 'object' };

/** The account in `https://account.blob.core.windows.net/` or `…AccountName=account;…`; a hole when nothing names it. */
function accountOf(value: Value | undefined): Value {
  const hole = constant('{account}', 'possible');
  if (!value?.texts) return hole;
  const account = mapTexts(
    value,
    (text) =>
      /AccountName=([^;]+)/i.exec(text)?.[1] ??
      /^(?:https?:\/\/)?([^./]+)\.(?:blob|dfs)\./.exec(text)?.[1] ??
      '',
  );
  return account.texts?.some((text) => text.value !== '') ? account : hole;
}

/** A client of the service, which knows its account; of a container or a blob, when the call names them. */
const serviceRule =
  (type: string, at: Readonly<Record<string, readonly [number | undefined, ...string[]]>> = {}): Rule =>
  (call, machine) => {
    const value = keeps(type, at)(call, machine);
    const from = argument(call, 0, 'account_url', 'conn_str', 'connection_string');
    for (const reference of value.references ?? []) {
      if (reference.kind !== 'instance' || reference.cell.fields.has('account')) continue;
      reference.cell.fields.set('account', accountOf(from));
    }
    return value;
  };

function uriOf(call: Call, name: Value | undefined): Value | undefined {
  const field = (key: string): Value | undefined => storedField(call.receiver, key);
  const [account, container] = [field('account'), field('container')];
  const path = [field('directory'), name ?? field('blob')].filter((each) => each !== undefined);
  if (!account || !container || path.length === 0) return undefined;
  const joined = path.flatMap((part, index) => (index === 0 ? [part] : [constant('/'), part]));
  return concatenate([
    constant('abfss://'),
    container,
    constant('@'),
    account,
    constant('.dfs.core.windows.net/'),
    ...joined,
  ]);
}

const downloadRule: Rule = (call, machine) => {
  const own = storedField(call.receiver, 'blob') === undefined;
  const data = machine.read(call, uriOf(call, own ? argument(call, 0, 'blob') : undefined), OBJECT);
  return machine.instance(call, 'azure.Download', data).value;
};

const readIntoRule: Rule = (call, machine) => {
  const target = storedField(call.args[0], 'location');
  if (target) machine.write(call, target, dataOf(call.receiver));
  return NOTHING;
};

const uploadRule: Rule = (call, machine) => {
  const own = storedField(call.receiver, 'blob') === undefined;
  const name = own ? argument(call, 0, 'name') : undefined;
  const data = argument(call, own ? 1 : 0, 'data');
  machine.write(call, uriOf(call, name), dataOf(data), OBJECT);
  return NOTHING;
};

const listRule: Rule = (call, machine) => {
  const prefix = argument(call, undefined, 'name_starts_with', 'path');
  const value = keeps('azure.Blob')(call, machine);
  const name = prefix?.texts
    ? concatenate([mapTexts(prefix, (text) => text.replace(/\/?$/, '/')), constant('*')])
    : constant('*');
  for (const each of value.references ?? []) if (each.kind === 'instance') each.cell.fields.set('name', name);
  return listOf([value]);
};

/** `eventhubs://namespace` and the hub, from a connection string or named arguments. */
const hubRule: Rule = (call, machine) => {
  const value = keeps('azure.EventHub', { hub: [undefined, 'eventhub_name'] })(call, machine);
  const given = argument(call, 0, 'fully_qualified_namespace', 'conn_str');
  const text = stringOf(given) ?? '';
  const host = /sb:\/\/([^./;]+)/.exec(text)?.[1] ?? /^([^.;=]+)\.servicebus\./.exec(text)?.[1];
  const path = /EntityPath=([^;]+)/.exec(text)?.[1];
  for (const each of value.references ?? []) {
    if (each.kind !== 'instance') continue;
    each.cell.fields.set('namespace', constant(host === undefined ? 'eventhubs' : `eventhubs://${host}`));
    if (path !== undefined && !each.cell.fields.has('hub')) each.cell.fields.set('hub', constant(path));
  }
  return value;
};

function hubAccess(call: Call): Access {
  return { kind: 'stream', namespace: stringOf(storedField(call.receiver, 'namespace')) ?? 'eventhubs' };
}

const sendRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'hub'), argumentFlow(call), hubAccess(call));
  return NOTHING;
};

const receiveRule: Rule = (call, machine) => {
  const data = carrying(machine.read(call, storedField(call.receiver, 'hub'), hubAccess(call)));
  const callback = argument(call, 0, 'on_event', 'on_event_batch');
  if (callback) machine.call(callback, [NOTHING, data], call);
  return data;
};

/** Azure Data Explorer: a client of a cluster. */
const kustoRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'azure.Kusto', NO_FLOW);
  const given = argument(call, 0, 'kcsb');
  const cluster = storedField(given, 'cluster') ?? given;
  const host = /^https?:\/\/([^/;]+)/.exec(stringOf(cluster) ?? '')?.[1];
  cell.fields.set(
    'namespace',
    constant(host === undefined ? 'kusto' : `azurekusto://${host.replace(/^ingest-/, '')}`),
  );
  return value;
};

const kustoQueryRule: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto';
  const prefix = stringOf(argument(call, 0, 'database')) ?? '';
  return carrying(machine.query(call, argument(call, 1, 'query'), { namespace, prefix }));
};

const ingestRule: Rule = (call, machine) => {
  const properties = argument(call, 1, 'ingestion_properties');
  const [database, table] = ['database', 'table'].map((name) => stringOf(storedField(properties, name)));
  const source = argument(call, 0, 'df', 'file_descriptor', 'blob_descriptor', 'stream_descriptor');
  const data = source?.texts ? machine.read(call, source) : dataOf(source);
  const name = database !== undefined && table !== undefined ? constant(`${database}/${table}`) : undefined;
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto';
  machine.write(call, name, data, { kind: 'table', namespace });
  return NOTHING;
};

function cosmosAccess(call: Call): { name: Value | undefined; access: Access } {
  const host = /^https?:\/\/([^/:]+)/.exec(stringOf(storedField(call.receiver, 'url')) ?? '')?.[1];
  const database = stringOf(storedField(call.receiver, 'database')) ?? '{database}';
  const container = storedField(call.receiver, 'container');
  const namespace = `azurecosmos://${host ?? '{host}'}/dbs/${database}`;
  const name = container ? concatenate([constant('colls/'), container]) : undefined;
  return { name, access: { kind: 'table', namespace } };
}

function cosmosRead(call: Call, machine: Machine): Value {
  const { name, access } = cosmosAccess(call);
  return carrying(machine.read(call, name, access));
}

function cosmosWrite(call: Call, machine: Machine): Value {
  const { name, access } = cosmosAccess(call);
  machine.write(call, name, argumentFlow(call), access);
  return NOTHING;
}

const CONTAINER = {
  container: [undefined, 'container_name', 'file_system_name'],
  blob: [undefined, 'blob_name', 'file_path'],
} as const;
const STORES = ['BlobServiceClient', 'ContainerClient', 'BlobClient'].map(
  (name) => `azure.storage.blob.${name}`,
);
const LAKES = ['DataLakeServiceClient', 'FileSystemClient', 'DataLakeFileClient'].map(
  (name) => `azure.storage.filedatalake.${name}`,
);
const CLIENT = 'azure.Storage';

const blobClientRule: Rule = (call, machine) => {
  const bound = storedField(call.receiver, 'container') !== undefined;
  const whole = { container: [0, 'container'], blob: [1, 'blob'] } as const;
  return keeps(CLIENT, bound ? { blob: [0, 'blob'] } : whole)(call, machine);
};

/** Services of Azure: Blob and Data Lake storage, Event Hubs, Data Explorer, Cosmos DB. */
export const azure: Library = {
  name: 'azure',
  functions: {
    ...each([...STORES, ...LAKES], serviceRule(CLIENT, CONTAINER)),
    ...each(
      [...STORES, ...LAKES].map((name) => `${name}.from_connection_string`),
      serviceRule(CLIENT, CONTAINER),
    ),
    ...each(
      [
        'EventHubProducerClient',
        'EventHubConsumerClient',
        'aio.EventHubProducerClient',
        'aio.EventHubConsumerClient',
      ].flatMap((name) => [`azure.eventhub.${name}`, `azure.eventhub.${name}.from_connection_string`]),
      hubRule,
    ),
    ...each(
      [
        'azure.kusto.data.KustoClient',
        'azure.kusto.ingest.QueuedIngestClient',
        'azure.kusto.ingest.ManagedStreamingIngestClient',
      ],
      kustoRule,
    ),
    'azure.kusto.data.KustoConnectionStringBuilder': keeps('azure.KustoBuilder', {
      cluster: [0, 'connection_string'],
    }),
    'azure.kusto.data.KustoConnectionStringBuilder.*': keeps('azure.KustoBuilder', {
      cluster: [0, 'connection_string'],
    }),
    'azure.kusto.ingest.IngestionProperties': keeps('azure.Ingestion', {
      database: [0, 'database'],
      table: [1, 'table'],
    }),
    'azure.cosmos.CosmosClient': keeps('azure.Cosmos', { url: [0, 'url'] }),
    'azure.cosmos.aio.CosmosClient': keeps('azure.Cosmos', { url: [0, 'url'] }),
    'azure.storage.blob.download_blob_from_url': (call, machine) =>
      carrying(machine.read(call, call.args[0], OBJECT)),
  },
  methods: {
    ...under([CLIENT], {
      ...each(
        ['get_container_client', 'get_file_system_client', 'create_container'],
        keeps(CLIENT, { container: [0, 'container', 'file_system'] }),
      ),
      get_directory_client: keeps(CLIENT, { directory: [0, 'directory'] }),
      get_blob_client: blobClientRule,
      get_file_client: keeps(CLIENT, { blob: [0, 'file', 'file_path'] }),
      ...each(['download_blob', 'download_file'], downloadRule),
      ...each(['upload_blob', 'upload_data', 'append_data', 'append_block', 'stage_block'], uploadRule),
      ...each(['list_blobs', 'walk_blobs', 'get_paths'], listRule),
    }),
    ...under(['azure.Download'], {
      ...each(['readall', 'content_as_bytes', 'content_as_text', 'chunks'], (call) =>
        carrying(dataOf(call.receiver)),
      ),
      ...each(['readinto', 'download_to_stream'], readIntoRule),
    }),
    ...under(['azure.EventHub'], {
      ...each(['send_batch', 'send_event'], sendRule),
      ...each(['receive', 'receive_batch'], receiveRule),
    }),
    ...under(['azure.Kusto'], {
      ...each(['execute', 'execute_query', 'execute_streaming_query', 'execute_mgmt'], kustoQueryRule),
      ...each(
        ['ingest_from_dataframe', 'ingest_from_file', 'ingest_from_blob', 'ingest_from_stream'],
        ingestRule,
      ),
    }),
    ...under(['azure.Cosmos'], {
      ...each(
        ['get_database_client', 'create_database_if_not_exists'],
        keeps('azure.Cosmos', { database: [0, 'database', 'id'] }),
      ),
      ...each(
        ['get_container_client', 'create_container_if_not_exists'],
        keeps('azure.Cosmos', { container: [0, 'container', 'id'] }),
      ),
      ...each(['query_items', 'read_item', 'read_all_items'], cosmosRead),
      ...each(['create_item', 'upsert_item', 'replace_item', 'patch_item'], cosmosWrite),
    }),
  },
};
