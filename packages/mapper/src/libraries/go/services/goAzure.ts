import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { writeInto } from '../goFiles.js';
import { dataOfArguments, forTypes, object, textArgument } from '../goValues.js';
import { OBJECT } from './serviceRules.js';

const blobClientRule: Rule = (call, machine) => {
  const [text = ''] = stringsOf(textArgument(call));
  const account =
    /https:\/\/([\w{}-]+)\.blob\./.exec(text)?.[1] ?? /AccountName=([^;]+)/.exec(text)?.[1] ?? '{account}';
  return object(call, machine, 'go.BlobClient', { account: constant(account) });
};

function blobLocation(call: Call): Value | undefined {
  const account = stringsOf(storedField(call.receiver, 'account'))[0] ?? '{account}';
  const [container, blob] = call.args.filter((each) => each.texts);
  return (
    container &&
    blob &&
    concatenate([constant('abfss://'), container, constant(`@${account}.dfs.core.windows.net/`), blob])
  );
}

const blobReadRule: Rule = (call, machine) => {
  const data = machine.read(call, blobLocation(call), OBJECT);
  const target = call.args.find((each) => storedField(each, 'writes'));
  if (target) writeInto(call, machine, target, data);
  return carrying(data);
};

const blobWriteRule: Rule = (call, machine) => {
  machine.write(call, blobLocation(call), dataOfArguments(call.args.slice(3)), OBJECT);
  return NOTHING;
};

const hubRule: Rule = (call, machine) => {
  const [connection, hub] = call.args;
  const host =
    /Endpoint=sb:\/\/([^/;]+)/.exec(stringsOf(connection)[0] ?? '')?.[1] ?? stringsOf(connection)[0];
  const namespace = host?.includes('.') ? `eventhubs://${host}` : 'eventhubs';
  return object(call, machine, 'go.Hub', { namespace: constant(namespace), hub });
};

const hubSendRule: Rule = (call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'eventhubs';
  machine.write(call, storedField(call.receiver, 'hub'), dataOfArguments(call.args), {
    kind: 'stream',
    namespace,
  });
  return NOTHING;
};

/** Stores and hubs of Azure. */
export const goAzure: Library = {
  name: 'goAzure',
  languages: ['go'],
  functions: {
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClient': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClientFromConnectionString': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClientWithSharedKeyCredential': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs.NewProducerClient': hubRule,
    'github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs.NewProducerClientFromConnectionString':
      hubRule,
  },
  methods: {
    ...forTypes(
      ['go.BlobClient', 'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.Client'],
      ['DownloadStream', 'DownloadFile', 'DownloadBuffer'],
      blobReadRule,
    ),
    ...forTypes(
      ['go.BlobClient', 'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.Client'],
      ['UploadFile', 'UploadBuffer', 'UploadStream'],
      blobWriteRule,
    ),
    'go.Hub.SendEventDataBatch': hubSendRule,
  },
};
