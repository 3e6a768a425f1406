import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { CSHARP, created, dataIn, given, pathOf, putData } from './dotnetRules.js';

/** The account that a connection string or an address names; a secret one is a hole. */
function accountOf(value: Value | undefined): string {
  const [text] = stringsOf(value);
  const named = /AccountName=([^;]+)/i.exec(text ?? '')?.[1];
  const host = /^https?:\/\/([^./]+)\./i.exec(text ?? '')?.[1];
  if (named ?? host) return named ?? host ?? '';
  return /^\{[^{}]*\}$/.test(text ?? '') ? (text ?? '') : `{${value?.hint ?? 'account'}}`;
}

/** A client of a store: account, container and path come from the client before it or from its own arguments. */
const service: Rule = (call, machine) =>
  created(call, machine, 'BlobService', {
    account: constant(accountOf(given(call, 0, 'connectionString', 'serviceUri'))),
  });

const container: Rule = (call, machine) => {
  const account =
    storedField(call.receiver, 'account') ?? constant(accountOf(given(call, 0, 'connectionString')));
  const position = storedField(call.receiver, 'account') ? 0 : 1;
  const address = /^https?:\/\/[^/]+\/([^/?]+)/i.exec(stringOf(call.args[0]) ?? '')?.[1];
  const name =
    address === undefined
      ? given(call, position, 'blobContainerName', 'fileSystemName', 'containerName')
      : constant(address);
  return created(call, machine, 'BlobContainer', { account, container: name });
};

const blob: Rule = (call, machine) => {
  const account = storedField(call.receiver, 'account');
  const within = storedField(call.receiver, 'container');
  const folder = storedField(call.receiver, 'path');
  const name =
    given(call, 0, 'blobName', 'fileName', 'path', 'directoryName', 'subdirectoryName') ?? constant('');
  const path = folder ? concatenate([folder, constant('/'), name]) : name;
  return created(call, machine, 'Blob', { account, container: within, path });
};

/** `new BlobClient(connectionString, container, path)` or of an address. */
const blobClient: Rule = (call, machine) => {
  const address = stringOf(call.args[0]);
  if (address !== undefined && /^https?:/i.test(address))
    return created(call, machine, 'Blob', { location: constant(address) });
  const account = constant(accountOf(call.args[0]));
  return created(call, machine, 'Blob', { account, container: call.args[1], path: call.args[2] });
};

function locationOf(client: Value | undefined): Value | undefined {
  const location = storedField(client, 'location');
  if (location) return location;
  const [account, within, path] = ['account', 'container', 'path'].map((name) => storedField(client, name));
  if (!account || !within) return undefined;
  const address = [constant('wasbs://'), within, constant('@'), account, constant('.blob.core.windows.net/')];
  return concatenate(path ? [...address, path] : address);
}

/** A download goes into the argument, a file or a stream, and is the answer at the same time. */
const download: Rule = (call, machine) => {
  const flow = machine.read(call, locationOf(call.receiver), { kind: 'object' });
  const [target] = call.args;
  if (target?.texts) machine.write(call, pathOf(target), flow);
  else if (storedField(target, 'location')) machine.write(call, storedField(target, 'location'), flow);
  else putData(target, flow);
  return created(call, machine, 'Stream', {}, flow);
};

const upload: Rule = (call, machine) => {
  const [source] = call.args;
  const flow =
    source?.texts && call.name.startsWith('Upload') ? machine.read(call, pathOf(source)) : dataIn(call.args);
  machine.write(call, locationOf(call.receiver), flow, { kind: 'object' });
  return NOTHING;
};

const openWrite: Rule = (call, machine) => {
  const location = locationOf(call.receiver);
  machine.write(call, location, NO_FLOW, { kind: 'object' });
  return created(call, machine, 'Stream', { location, writes: constant(true) });
};

const list: Rule = (call, machine) => {
  const prefix = given(call, undefined, 'prefix') ?? constant('');
  const location = locationOf(call.receiver);
  return carrying(machine.read(call, location && concatenate([location, prefix]), { kind: 'object' }));
};

/** Tables and queues of a storage account. */
const storageTable =
  (kind: string, type: string): Rule =>
  (call, machine) => {
    const account = storedField(call.receiver, 'account') ?? constant(accountOf(call.args[0]));
    const name = storedField(call.receiver, 'account')
      ? call.args[0]
      : (given(call, 1, 'tableName', 'queueName') ?? call.args[1]);
    const namespace = concatenate([constant('https://'), account, constant(`.${kind}.core.windows.net`)]);
    return created(call, machine, type, { namespace, name, account });
  };

const readNamed =
  (kind: 'table' | 'topic'): Rule =>
  (call, machine) => {
    const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? '';
    return carrying(machine.read(call, storedField(call.receiver, 'name'), { kind, namespace }));
  };

const writeNamed =
  (kind: 'table' | 'topic'): Rule =>
  (call, machine) => {
    const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? '';
    machine.write(call, storedField(call.receiver, 'name'), dataIn(call.args), { kind, namespace });
    return NOTHING;
  };

/** Documents of Cosmos DB. */
const cosmosClient: Rule = (call, machine) => {
  const [text] = stringsOf(given(call, 0, 'accountEndpoint', 'connectionString'));
  const endpoint = /AccountEndpoint=([^;]+)/i.exec(text ?? '')?.[1] ?? text;
  const host =
    /^https?:\/\/([^/:]+)/i.exec(endpoint ?? '')?.[1] ??
    (endpoint && /^\{/.test(endpoint) ? endpoint : '{cosmos}');
  return created(call, machine, 'CosmosClient', { host: constant(host) });
};

const cosmosDatabase: Rule = (call, machine) =>
  created(call, machine, 'CosmosDatabase', {
    host: storedField(call.receiver, 'host'),
    database: given(call, 0, 'id'),
  });

const cosmosContainer: Rule = (call, machine) => {
  const known = storedField(call.receiver, 'database');
  const host = stringOf(storedField(call.receiver, 'host')) ?? '{cosmos}';
  const database = stringOf(known ?? given(call, 0, 'databaseId')) ?? '{database}';
  const id = given(call, known ? 0 : 1, 'id', 'containerId');
  const namespace = constant(`azurecosmos://${host}/dbs/${database}`);
  return created(call, machine, 'CosmosContainer', {
    namespace,
    name: id && concatenate([constant('colls/'), id]),
  });
};

/** Azure Data Explorer. */
const kustoConnection: Rule = (call, machine) => {
  const [text] = stringsOf(call.args[0]);
  const host = /(?:Data Source|Server|Address)=([^;]+)/i.exec(text ?? '')?.[1] ?? text ?? '{kusto}';
  const plain = host
    .replace(/^https?:\/\//i, '')
    .replace(/^ingest-/, '')
    .replace(/[/;].*$/s, '');
  const database = stringOf(call.args[1]) ?? /Initial Catalog=([^;]+)/i.exec(text ?? '')?.[1] ?? '';
  return created(call, machine, 'KustoConnection', {
    namespace: constant(`azurekusto://${plain}`),
    prefix: constant(database),
  });
};

const kustoProvider: Rule = (call, machine) => {
  const [connection] = call.args;
  const source = cellsOf(connection).length > 0 ? connection : kustoConnection(call, machine);
  return created(call, machine, 'KustoProvider', {
    namespace: storedField(source, 'namespace'),
    prefix: storedField(source, 'prefix'),
  });
};

const kustoQuery: Rule = (call, machine) => {
  const own = stringOf(storedField(call.receiver, 'prefix')) ?? '';
  const [first, second] = call.args;
  const both = second?.texts !== undefined;
  const space = {
    namespace: stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto',
    prefix: (both ? stringOf(first) : undefined) ?? own,
  };
  return created(call, machine, 'DbDataReader', {}, machine.query(call, both ? second : first, space));
};

const ingestion: Rule = (call, machine) =>
  created(call, machine, 'KustoIngestion', {
    database: given(call, 0, 'databaseName'),
    table: given(call, 1, 'tableName'),
  });

const ingest: Rule = (call, machine) => {
  const [source, properties] = [call.args[0], call.args.find((each) => storedField(each, 'table'))];
  const flow = source?.texts ? machine.read(call, pathOf(source)) : source ? flowOf(source) : NO_FLOW;
  const [database, table] = [stringOf(storedField(properties, 'database')), storedField(properties, 'table')];
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kusto';
  const location = table && (database === undefined ? table : concatenate([constant(`${database}/`), table]));
  machine.write(call, location, flow, { kind: 'table', namespace });
  return NOTHING;
};

function each(names: readonly string[], types: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(types.flatMap((type) => names.map((name) => [`*.${type}.${name}`, rule])));
}

function withAsync(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}Async`]);
}

/** Azure's stores: blobs, data lakes, tables, Cosmos DB and Data Explorer. */
export const azureStores: Library = {
  name: 'azureStores',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.BlobServiceClient': service,
    '*.DataLakeServiceClient': service,
    '*.TableServiceClient': service,
    '*.QueueServiceClient': service,
    '*.BlobContainerClient': container,
    '*.DataLakeFileSystemClient': container,
    '*.GetBlobContainerClient': container,
    '*.GetFileSystemClient': container,
    '*.GetBlobClient': blob,
    '*.GetBlockBlobClient': blob,
    '*.GetAppendBlobClient': blob,
    '*.GetFileClient': blob,
    '*.GetDirectoryClient': blob,
    '*.BlobClient': blobClient,
    '*.BlockBlobClient': blobClient,
    ...each(
      withAsync(
        'DownloadTo',
        'Download',
        'DownloadContent',
        'DownloadStreaming',
        'OpenRead',
        'Read',
        'ReadContent',
      ),
      ['Blob'],
      download,
    ),
    ...each(withAsync('Upload', 'AppendBlock', 'Append'), ['Blob'], upload),
    ...each(withAsync('OpenWrite'), ['Blob'], openWrite),
    ...each(withAsync('GetBlobs', 'GetPaths'), ['BlobContainer', 'Blob'], list),
    '*.UploadBlob': (call, machine) => {
      const target = blob(call, machine);
      return upload({ ...call, name: 'Put', receiver: target, args: call.args.slice(1) }, machine);
    },
    '*.TableClient': storageTable('table', 'StorageTable'),
    '*.GetTableClient': storageTable('table', 'StorageTable'),
    '*.QueueClient': storageTable('queue', 'StorageQueue'),
    '*.GetQueueClient': storageTable('queue', 'StorageQueue'),
    ...each(withAsync('Query', 'GetEntity', 'GetEntityIfExists'), ['StorageTable'], readNamed('table')),
    ...each(
      withAsync('AddEntity', 'UpsertEntity', 'UpdateEntity', 'SubmitTransaction'),
      ['StorageTable'],
      writeNamed('table'),
    ),
    ...each(
      withAsync('ReceiveMessage', 'ReceiveMessages', 'PeekMessages'),
      ['StorageQueue'],
      readNamed('topic'),
    ),
    ...each(withAsync('SendMessage'), ['StorageQueue'], writeNamed('topic')),
    '*.CosmosClient': cosmosClient,
    '*.CosmosClient.GetDatabase': cosmosDatabase,
    '*.CosmosClient.GetContainer': cosmosContainer,
    '*.CosmosDatabase.GetContainer': cosmosContainer,
    ...each(
      [
        'GetItemQueryIterator',
        'GetItemLinqQueryable',
        'ReadItemAsync',
        'ReadManyItemsAsync',
        'GetChangeFeedIterator',
        'GetItemQueryStreamIterator',
      ],
      ['CosmosContainer'],
      readNamed('table'),
    ),
    ...each(
      ['CreateItemAsync', 'UpsertItemAsync', 'ReplaceItemAsync', 'PatchItemAsync'],
      ['CosmosContainer'],
      writeNamed('table'),
    ),
    '*.KustoConnectionStringBuilder': kustoConnection,
    ...Object.fromEntries(
      [
        'WithAadUserPromptAuthentication',
        'WithAadApplicationKeyAuthentication',
        'WithAadSystemManagedIdentity',
        'WithAadAzCliAuthentication',
      ].map((name) => [`*.KustoConnection.${name}`, (call: Call) => call.receiver ?? NOTHING]),
    ),
    '*.CreateCslQueryProvider': kustoProvider,
    '*.CreateCslAdminProvider': kustoProvider,
    '*.CreateQueuedIngestClient': kustoProvider,
    '*.CreateDirectIngestClient': kustoProvider,
    ...each(withAsync('ExecuteQuery', 'ExecuteControlCommand'), ['KustoProvider'], kustoQuery),
    '*.KustoIngestionProperties': ingestion,
    '*.KustoQueuedIngestionProperties': ingestion,
    ...each(
      withAsync('IngestFromStorage', 'IngestFromStream', 'IngestFromDataReader'),
      ['KustoProvider'],
      ingest,
    ),
  },
};
