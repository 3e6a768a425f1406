import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, mapTexts, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { dataOfArguments, entryOf, entryText, object } from '../javascriptValues.js';
import { dataOf, OBJECT } from './cloudObjects.js';

// Azure
function accountOf(value: Value | undefined): string {
  const [text = ''] = stringsOf(value);
  return (
    /AccountName=([^;]+)/.exec(text)?.[1] ??
    /^https:\/\/([\w{}-]+)\.(?:blob|dfs)\./.exec(text)?.[1] ??
    '{account}'
  );
}

const blobServiceRule: Rule = (call, machine) =>
  object(call, machine, 'js.BlobService', { account: constant(accountOf(call.args[0])) });

const containerRule: Rule = (call, machine) => {
  const account = stringsOf(storedField(call.receiver, 'account'))[0] ?? '{account}';
  const [name] = call.args;
  const base =
    name && concatenate([constant('abfss://'), name, constant(`@${account}.dfs.core.windows.net`)]);
  return object(call, machine, 'js.Container', { base });
};

const blobRule: Rule = (call, machine) => {
  const base = storedField(call.receiver, 'base');
  const [name] = call.args;
  return object(call, machine, 'js.Blob', {
    location: base && name ? concatenate([base, constant('/'), name]) : undefined,
  });
};

const blobReadRule: Rule = (call, machine) => {
  const data = machine.read(call, storedField(call.receiver, 'location'), OBJECT);
  if (call.name.endsWith('downloadToFile') && call.args[0]) machine.write(call, call.args[0], data);
  return carrying(data);
};

const blobWriteRule: Rule = (call, machine) => {
  const isFile = call.name.endsWith('uploadFile');
  const data = isFile ? machine.read(call, call.args[0]) : dataOfArguments(call.args.slice(0, 1));
  machine.write(call, storedField(call.receiver, 'location'), data, OBJECT);
  return NOTHING;
};

function hubNamespace(text: string | undefined): string {
  const host =
    /Endpoint=sb:\/\/([^/;]+)/.exec(text ?? '')?.[1] ??
    (text?.includes('.') && !text.includes('=') ? text : undefined);
  return host === undefined ? 'eventhubs' : `eventhubs://${host}`;
}

const hubRule =
  (hubAt: number, type: string): Rule =>
  (call, machine) => {
    const first = call.args[hubAt === 1 ? 0 : 1];
    const hub = call.args[hubAt];
    return object(call, machine, type, { namespace: constant(hubNamespace(stringsOf(first)[0])), hub });
  };

const hubAccess = (call: Call): { kind: 'stream'; namespace: string } => ({
  kind: 'stream',
  namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'eventhubs',
});

const hubSendRule: Rule = (call, machine) => {
  const batch = storedField(call.args[0], 'data') ?? call.args[0];
  machine.write(call, storedField(call.receiver, 'hub'), dataOf(batch), hubAccess(call));
  return NOTHING;
};

const hubSubscribeRule: Rule = (call, machine) => {
  const data = carrying(machine.read(call, storedField(call.receiver, 'hub'), hubAccess(call)));
  const handler = entryOf(call.args[0], 'processEvents');
  if (handler) machine.call(handler, [data], call);
  return NOTHING;
};

const batchRule: Rule = (call, machine) => machine.instance(call, 'js.Batch', NO_FLOW).value;

const tryAddRule: Rule = (call) => {
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(dataOfArguments(call.args)));
  return NOTHING;
};

const cosmosRule: Rule = (call, machine) => {
  const text = entryText(call.args[0], 'endpoint') ?? stringsOf(call.args[0])[0] ?? '';
  const host = /https:\/\/([^/:;]+)/.exec(text)?.[1] ?? '{cosmos}';
  return object(call, machine, 'js.Cosmos', { host: constant(host) });
};

const cosmosDatabaseRule: Rule = (call, machine) => {
  const host = stringsOf(storedField(call.receiver, 'host'))[0] ?? '{cosmos}';
  const name = stringsOf(call.args[0])[0] ?? '{database}';
  return object(call, machine, 'js.CosmosDatabase', {
    namespace: constant(`azurecosmos://${host}/dbs/${name}`),
  });
};

const cosmosContainerRule: Rule = (call, machine) => {
  const [name] = call.args;
  const full = name && mapTexts(name, (text) => `colls/${text}`);
  const namespace = storedField(call.receiver, 'namespace');
  const fields = { namespace, name: full };
  const items = object(call, machine, 'js.CosmosItems', fields);
  return object(call, machine, 'js.CosmosContainer', { ...fields, items });
};

const cosmosAccess = (call: Call): { kind: 'table'; namespace: string } => ({
  kind: 'table',
  namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'azurecosmos',
});

const cosmosReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'name'), cosmosAccess(call)));

const cosmosWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), cosmosAccess(call));
  return NOTHING;
};

/** Clients of Azure's stores, hubs and databases. */
export const azureClients: Library = {
  name: 'javascriptAzure',
  languages: ['javascript'],
  functions: {
    '@azure/storage-blob.BlobServiceClient': blobServiceRule,
    '@azure/storage-blob.BlobServiceClient.fromConnectionString': blobServiceRule,
    '@azure/event-hubs.EventHubProducerClient': hubRule(1, 'js.HubProducer'),
    '@azure/event-hubs.EventHubConsumerClient': hubRule(2, 'js.HubConsumer'),
    '@azure/cosmos.CosmosClient': cosmosRule,
  },
  methods: {
    'js.BlobService.getContainerClient': containerRule,
    ...Object.fromEntries(
      ['getBlobClient', 'getBlockBlobClient', 'getAppendBlobClient'].map((name) => [
        `js.Container.${name}`,
        blobRule,
      ]),
    ),
    ...Object.fromEntries(
      ['download', 'downloadToBuffer', 'downloadToFile'].map((name) => [`js.Blob.${name}`, blobReadRule]),
    ),
    ...Object.fromEntries(
      ['upload', 'uploadData', 'uploadFile', 'uploadStream', 'appendBlock'].map((name) => [
        `js.Blob.${name}`,
        blobWriteRule,
      ]),
    ),
    'js.HubProducer.sendBatch': hubSendRule,
    'js.HubProducer.createBatch': batchRule,
    'js.Batch.tryAdd': tryAddRule,
    'js.HubConsumer.subscribe': hubSubscribeRule,
    'js.Cosmos.database': cosmosDatabaseRule,
    'js.CosmosDatabase.container': cosmosContainerRule,
    ...Object.fromEntries(['query', 'readAll'].map((name) => [`js.CosmosItems.${name}`, cosmosReadRule])),
    ...Object.fromEntries(
      ['create', 'upsert', 'bulk'].map((name) => [`js.CosmosItems.${name}`, cosmosWriteRule]),
    ),
  },
};
