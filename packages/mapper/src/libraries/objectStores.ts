import type { Access, Call, Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../values/texts.js';
import { carrying, constant, dictOf, listOf, NOTHING, type Value } from '../values/value.js';
import { each, under } from './accessRules.js';
import { argument, dataOf, storedField } from './arguments.js';

const OBJECT: Access = { kind: 'object' };

function objectUri(scheme: string, bucket: Value | undefined, key: Value | undefined): Value | undefined {
  if (!bucket || !key) return undefined;
  return concatenate([constant(`${scheme}://`), bucket, constant('/'), key]);
}

function s3Object(call: Call, bucketAt?: number, keyAt?: number): Value | undefined {
  const bucket = argument(call, bucketAt, 'Bucket', 'bucket') ?? storedField(call.receiver, 'bucket');
  return objectUri('s3', bucket, argument(call, keyAt, 'Key', 'key') ?? storedField(call.receiver, 'key'));
}

const clientRule: Rule = (call, machine) => {
  const service = stringOf(argument(call, 0, 'service_name')) ?? 'unknown';
  return machine.instance(call, `boto3.${service}`, NO_FLOW).value;
};

const getObjectRule: Rule = (call, machine) => {
  const location = s3Object(call);
  if (!location) return carrying(NO_FLOW);
  return machine.instance(call, 'boto3.Answer', machine.read(call, location, OBJECT)).value;
};

const putObjectRule: Rule = (call, machine) => {
  const location = s3Object(call);
  if (location) machine.write(call, location, dataOf(argument(call, undefined, 'Body')), OBJECT);
  return NOTHING;
};

/** How many of bucket and key the receiver knows: positions of the other arguments follow. */
function boundParts(call: Call): number {
  return ['bucket', 'key'].filter((name) => storedField(call.receiver, name) !== undefined).length;
}

const downloadRule: Rule = (call, machine) => {
  const bound = boundParts(call);
  const location = s3Object(call, bound === 0 ? 0 : undefined, bound === 2 ? undefined : 1 - bound);
  const data = machine.read(call, location, OBJECT);
  const target = argument(call, 2 - bound, 'Filename', 'Fileobj');
  machine.write(call, storedField(target, 'location') ?? target, data);
  return carrying(data);
};

const uploadRule: Rule = (call, machine) => {
  const bound = boundParts(call);
  const given = argument(call, 0, 'Filename', 'Fileobj');
  const data = given?.texts ? machine.read(call, given) : dataOf(given);
  const location = s3Object(call, bound === 0 ? 1 : undefined, bound === 2 ? undefined : 2 - bound);
  machine.write(call, location, data, OBJECT);
  return NOTHING;
};

/** `copy_object(CopySource={'Bucket': …, 'Key': …}, Bucket=…, Key=…)`. */
const copyRule: Rule = (call, machine) => {
  const source = argument(call, 0, 'CopySource');
  const from = source?.fields
    ? objectUri('s3', source.fields.get('Bucket'), source.fields.get('Key'))
    : source?.texts && concatenate([constant('s3://'), source]);
  const bound = boundParts(call);
  const target = s3Object(call, bound === 0 ? 1 : undefined, bound === 2 ? undefined : 2 - bound);
  machine.write(call, target, machine.read(call, from, OBJECT), OBJECT);
  return NOTHING;
};

/** Any key below a prefix. */
function anyKey(prefix: Value | undefined): Value {
  if (!prefix?.texts) return constant('*');
  return concatenate([
    mapTexts(prefix, (text) => (text === '' ? '' : text.replace(/\/?$/, '/'))),
    constant('*'),
  ]);
}

/** `list_objects_v2(Bucket=…, Prefix=…)`: names of objects, which the code may then read. */
const listRule: Rule = (call) => {
  const key = anyKey(argument(call, undefined, 'Prefix'));
  const contents = listOf([dictOf(new Map([['Key', key]]))]);
  return dictOf(new Map([['Contents', contents]]));
};

const pagesRule: Rule = (call, machine) => listOf([listRule(call, machine)]);
const paginatorRule: Rule = (call, machine) => machine.instance(call, 'boto3.Paginator', NO_FLOW).value;

/** `bucket.objects.filter(Prefix=…)`. */
const objectsRule: Rule = (call, machine) => {
  const owner = (call.receiver?.references ?? []).flatMap((each) =>
    each.kind === 'method' ? [each.receiver] : [],
  )[0];
  const { cell, value } = machine.instance(call, 'boto3.Bound', NO_FLOW);
  const bucket = storedField(owner, 'bucket');
  if (bucket) cell.fields.set('bucket', bucket);
  cell.fields.set('key', anyKey(argument(call, undefined, 'Prefix')));
  return listOf([value]);
};

/** `resource.Object(bucket, key)`, `resource.Bucket(bucket)`, `bucket.Object(key)`. */
const boundRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'boto3.Bound', NO_FLOW);
  const named = ['bucket_name', 'name', 'key'].flatMap((name) => call.named.get(name) ?? []);
  const parts = [storedField(call.receiver, 'bucket'), ...call.args, ...named].filter(
    (part) => part !== undefined,
  );
  const [bucket, key] = parts;
  if (bucket) cell.fields.set('bucket', bucket);
  if (key) cell.fields.set('key', key);
  return value;
};

const fileSystemRule =
  (scheme?: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'store.FileSystem', NO_FLOW);
    const given = scheme ?? stringOf(argument(call, 0, 'protocol'));
    if (given !== undefined && given !== 'file') cell.fields.set('scheme', constant(`${given}://`));
    return value;
  };

/** A path of a file system object, with the scheme that the object stands for. */
function located(call: Call, path: Value | undefined): Value | undefined {
  const scheme = storedField(call.receiver, 'scheme');
  const known = path?.texts?.every((text) => /:\/\//.test(String(text.value))) ?? true;
  return path && scheme && !known ? concatenate([scheme, path]) : path;
}

/** `fs.open('bucket/key', mode)` of s3fs and gcsfs. */
const openRule: Rule = (call, machine) => {
  const location = located(call, argument(call, 0, 'path'));
  const writes = /[wa]/.test(stringOf(argument(call, 1, 'mode')) ?? 'r');
  const { cell, value } = machine.instance(
    call,
    'file.Handle',
    writes ? NO_FLOW : machine.read(call, location),
  );
  if (location) cell.fields.set('location', location);
  if (writes) {
    cell.fields.set('writes', NOTHING);
    machine.write(call, location, NO_FLOW);
  }
  return value;
};

const getRule: Rule = (call, machine) => {
  const data = machine.read(call, located(call, argument(call, 0, 'rpath', 'path1')));
  machine.write(call, argument(call, 1, 'lpath', 'path2'), data);
  return NOTHING;
};

const putRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'lpath'));
  machine.write(call, located(call, argument(call, 1, 'rpath')), data);
  return NOTHING;
};

const copyFilesRule: Rule = (call, machine) => {
  const data = machine.read(call, located(call, argument(call, 0, 'path1')));
  machine.write(call, located(call, argument(call, 1, 'path2')), data);
  return NOTHING;
};

const catRule: Rule = (call, machine) =>
  carrying(machine.read(call, located(call, argument(call, 0, 'path'))));
const listFilesRule: Rule = (call) => {
  const path = located(call, argument(call, 0, 'path'));
  if (!path) return NOTHING;
  const pattern = call.name === 'glob' ? path : concatenate([path, constant('/*')]);
  return listOf([pattern]);
};

const BOUND = 'boto3.Bound';

/** S3 by boto3, and file systems that speak for object stores. */
export const objectStores: Library = {
  name: 'objectStores',
  functions: {
    ...each(['boto3.client', 'boto3.resource', 'aioboto3.client'], clientRule),
    's3fs.S3FileSystem': fileSystemRule('s3'),
    's3fs.core.S3FileSystem': fileSystemRule('s3'),
    'gcsfs.GCSFileSystem': fileSystemRule('gs'),
    'gcsfs.core.GCSFileSystem': fileSystemRule('gs'),
    'adlfs.AzureBlobFileSystem': fileSystemRule('abfss'),
    'fsspec.filesystem': fileSystemRule(),
    'dask.distributed.S3FileSystem': fileSystemRule('s3'),
  },
  methods: {
    '*.client': clientRule,
    '*.resource': clientRule,
    '*.get_object': getObjectRule,
    '*.put_object': putObjectRule,
    ...each(['*.download_file', '*.download_fileobj'], downloadRule),
    ...each(['*.upload_file', '*.upload_fileobj'], uploadRule),
    '*.copy_object': copyRule,
    'boto3.s3.copy': copyRule,
    ...each(['*.list_objects_v2', '*.list_objects'], listRule),
    'boto3.s3.get_paginator': paginatorRule,
    '*.get_paginator': paginatorRule,
    'boto3.Paginator.paginate': pagesRule,
    ...under(['*.objects'], { filter: objectsRule, all: objectsRule }),
    ...under(['boto3.s3', BOUND], { Object: boundRule, Bucket: boundRule, ObjectSummary: boundRule }),
    ...under([BOUND], {
      get: getObjectRule,
      put: putObjectRule,
      put_object: putObjectRule,
      copy: copyRule,
      copy_from: copyRule,
    }),
    ...under(['store.FileSystem'], {
      ...each(['open', 'open_input_file', 'open_input_stream', 'open_output_stream'], openRule),
      ...each(['get', 'download', 'get_file'], getRule),
      ...each(['put', 'upload', 'put_file'], putRule),
      ...each(['cat', 'cat_file', 'read_text', 'read_bytes'], catRule),
      ...each(['glob', 'ls', 'find', 'listdir'], listFilesRule),
      ...each(['copy', 'cp', 'mv', 'move'], copyFilesRule),
    }),
  },
};
