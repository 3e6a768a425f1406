import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, joinPaths, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataIn, JVM, selfRule, under } from '../jvmValues.js';
import { OBJECT } from './cloudObject.js';

/** Azure: `new BlobServiceClientBuilder().endpoint(url)…getBlobContainerClient(c).getBlobClient(name)`. */
const azureRule: Rule = (call, machine) => machine.instance(call, 'azure.Blob', NO_FLOW).value;

const azureSetRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'azure.Blob', NO_FLOW);
  for (const name of ['account', 'container', 'blob']) {
    const known = storedField(call.receiver, name);
    if (known) cell.fields.set(name, known);
  }
  const [given] = call.args;
  const host = stringsOf(given).flatMap(
    (text) => /https?:\/\/([^./]+)\./.exec(text)?.[1] ?? /AccountName=([^;]+)/.exec(text)?.[1] ?? [],
  )[0];
  if (/endpoint|connectionString/.test(call.name))
    cell.fields.set('account', host === undefined ? constant('{account}', 'possible') : constant(host));
  else if (/Container|FileSystem|containerName/.test(call.name) && given) cell.fields.set('container', given);
  else if (given) cell.fields.set('blob', given);
  return value;
};

function azureLocation(client: Value | undefined): Value | undefined {
  const [container, account, blob] = ['container', 'account', 'blob'].map((name) =>
    storedField(client, name),
  );
  if (!container || !blob) return undefined;
  return joinPaths([
    concatenate([
      constant('abfss://'),
      container,
      constant('@'),
      account ?? constant('{account}', 'possible'),
      constant('.dfs.core.windows.net'),
    ]),
    blob,
  ]);
}

const azureReadRule: Rule = (call, machine) => {
  const data = machine.read(call, azureLocation(call.receiver), OBJECT);
  if (/File$/.test(call.name)) machine.write(call, call.args[0], data);
  return carrying(data);
};

const azureWriteRule: Rule = (call, machine) => {
  const data = /File$/.test(call.name) ? machine.read(call, call.args[0]) : dataIn(call.args);
  machine.write(call, azureLocation(call.receiver), data, OBJECT);
  return NOTHING;
};

/** Stores of Azure. */
export const jvmAzure: Library = {
  name: 'jvmAzure',
  languages: JVM,
  functions: {},
  methods: {
    ...under(
      [
        'BlobServiceClientBuilder',
        'BlobClientBuilder',
        'BlobContainerClientBuilder',
        'DataLakeServiceClientBuilder',
      ].map((name) => `*.${name}`),
      azureRule,
    ),
    ...under(
      [
        'endpoint',
        'connectionString',
        'containerName',
        'blobName',
        'getBlobContainerClient',
        'getBlobClient',
        'getFileSystemClient',
        'getFileClient',
      ].map((name) => `azure.Blob.${name}`),
      azureSetRule,
    ),
    ...under(
      ['credential', 'buildClient', 'sasToken', 'getBlockBlobClient'].map((name) => `azure.Blob.${name}`),
      selfRule,
    ),
    ...under(
      ['downloadToFile', 'downloadContent', 'openInputStream', 'downloadStream', 'readToFile'].map(
        (name) => `azure.Blob.${name}`,
      ),
      azureReadRule,
    ),
    ...under(
      ['uploadFromFile', 'upload', 'getBlobOutputStream'].map((name) => `azure.Blob.${name}`),
      azureWriteRule,
    ),
  },
};
