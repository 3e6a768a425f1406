import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, given, likelyText } from '../dotnetRules.js';
import { methodsOfTypes, withAsync } from '../methodsOfTypes.js';
import { accountOf } from './azureAccount.js';

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
  const text = likelyText(given(call, 0, 'accountEndpoint', 'connectionString'));
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

/** Azure's stores: blobs, data lakes, tables, Cosmos DB and Data Explorer. */
export const azureStores: Library = {
  name: 'azureStores',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.TableClient': storageTable('table', 'StorageTable'),
    '*.GetTableClient': storageTable('table', 'StorageTable'),
    '*.QueueClient': storageTable('queue', 'StorageQueue'),
    '*.GetQueueClient': storageTable('queue', 'StorageQueue'),
    ...methodsOfTypes(
      withAsync('Query', 'GetEntity', 'GetEntityIfExists'),
      ['StorageTable'],
      readNamed('table'),
    ),
    ...methodsOfTypes(
      withAsync('AddEntity', 'UpsertEntity', 'UpdateEntity', 'SubmitTransaction'),
      ['StorageTable'],
      writeNamed('table'),
    ),
    ...methodsOfTypes(
      withAsync('ReceiveMessage', 'ReceiveMessages', 'PeekMessages'),
      ['StorageQueue'],
      readNamed('topic'),
    ),
    ...methodsOfTypes(withAsync('SendMessage'), ['StorageQueue'], writeNamed('topic')),
    '*.CosmosClient': cosmosClient,
    '*.CosmosClient.GetDatabase': cosmosDatabase,
    '*.CosmosClient.GetContainer': cosmosContainer,
    '*.CosmosDatabase.GetContainer': cosmosContainer,
    ...methodsOfTypes(
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
    ...methodsOfTypes(
      ['CreateItemAsync', 'UpsertItemAsync', 'ReplaceItemAsync', 'PatchItemAsync'],
      ['CosmosContainer'],
      writeNamed('table'),
    ),
    ...Object.fromEntries(
      [
        'WithAadUserPromptAuthentication',
        'WithAadApplicationKeyAuthentication',
        'WithAadSystemManagedIdentity',
        'WithAadAzCliAuthentication',
      ].map((name) => [`*.KustoConnection.${name}`, (call: Call) => call.receiver ?? NOTHING]),
    ),
  },
};
