import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, given, pathOf, putData } from '../dotnetRules.js';
import { methodsOfTypes, withAsync } from '../methodsOfTypes.js';
import { accountOf } from './azureAccount.js';

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

/** Blobs and files of Azure Storage. */
export const blobStores: Library = {
  name: 'blobStores',
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
    ...methodsOfTypes(
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
    ...methodsOfTypes(withAsync('Upload', 'AppendBlock', 'Append'), ['Blob'], upload),
    ...methodsOfTypes(withAsync('OpenWrite'), ['Blob'], openWrite),
    ...methodsOfTypes(withAsync('GetBlobs', 'GetPaths'), ['BlobContainer', 'Blob'], list),
    '*.UploadBlob': (call, machine) => {
      const target = blob(call, machine);
      return upload({ ...call, name: 'Put', receiver: target, args: call.args.slice(1) }, machine);
    },
  },
};
