import type { Call, Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, stringOf } from '../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../values/value.js';
import { argument, argumentFlow, storedField } from './arguments.js';

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
  return machine.instance(call, 'boto3.Answer', machine.read(call, location, { kind: 'object' })).value;
};

const putObjectRule: Rule = (call, machine) => {
  const body = argument(call, undefined, 'Body');
  const location = s3Object(call);
  if (location) machine.write(call, location, body ? flowOf(body) : NO_FLOW, { kind: 'object' });
  return NOTHING;
};

/** Positions differ: a client names the bucket, a bucket object knows it. */
const downloadRule: Rule = (call, machine) => {
  const bound = storedField(call.receiver, 'bucket') !== undefined;
  const data = machine.read(call, bound ? s3Object(call, undefined, 0) : s3Object(call, 0, 1), {
    kind: 'object',
  });
  machine.write(call, argument(call, bound ? 1 : 2, 'Filename'), data);
  return NOTHING;
};

const uploadRule: Rule = (call, machine) => {
  const bound = storedField(call.receiver, 'bucket') !== undefined;
  const data = machine.read(call, argument(call, 0, 'Filename'));
  machine.write(call, bound ? s3Object(call, undefined, 1) : s3Object(call, 1, 2), data, { kind: 'object' });
  return NOTHING;
};

const uploadObjectRule: Rule = (call, machine) => {
  const body = argument(call, 0, 'Fileobj');
  machine.write(call, s3Object(call, 1, 2), body ? flowOf(body) : NO_FLOW, { kind: 'object' });
  return NOTHING;
};

/** `resource.Object(bucket, key)`, `resource.Bucket(bucket)`, `bucket.Object(key)`. */
const boundRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'boto3.Bound', NO_FLOW);
  const parts = [storedField(call.receiver, 'bucket'), ...call.args].filter((part) => part !== undefined);
  const [bucket, key] = parts;
  if (bucket) cell.fields.set('bucket', bucket);
  if (key) cell.fields.set('key', key);
  return value;
};

const fileSystemRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'store.FileSystem', NO_FLOW);
    cell.fields.set('scheme', constant(`${scheme}://`));
    return value;
  };

/** `fs.open('bucket/key', mode)` of s3fs and gcsfs. */
const fileSystemOpenRule: Rule = (call, machine) => {
  const path = argument(call, 0, 'path');
  const scheme = storedField(call.receiver, 'scheme');
  const known = path?.texts?.every((text) => /:\/\//.test(String(text.value))) ?? true;
  const location = path && scheme && !known ? concatenate([scheme, path]) : path;
  const mode = stringOf(argument(call, 1, 'mode')) ?? 'r';
  const { cell, value } = machine.instance(
    call,
    'file.Handle',
    /w/.test(mode) ? NO_FLOW : machine.read(call, location),
  );
  if (location) cell.fields.set('location', location);
  if (/w/.test(mode)) {
    cell.fields.set('writes', NOTHING);
    machine.write(call, location, NO_FLOW);
  }
  return value;
};

/** `client.bucket(b).blob(k)` of Google Cloud Storage. */
const blobRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'gcs.Blob', NO_FLOW);
  const location = objectUri('gs', storedField(call.receiver, 'bucket'), argument(call, 0, 'blob_name'));
  if (location) cell.fields.set('location', location);
  return value;
};

const gcsBucketRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'gcs.Bucket', NO_FLOW);
  const bucket = argument(call, 0, 'bucket_name');
  if (bucket) cell.fields.set('bucket', bucket);
  return value;
};

const blobDownloadRule: Rule = (call, machine) => {
  const data = machine.read(call, storedField(call.receiver, 'location'), { kind: 'object' });
  if (call.args[0]?.texts) machine.write(call, call.args[0], data);
  return carrying(data);
};

const blobUploadRule: Rule = (call, machine) => {
  const [given] = call.args;
  const data = call.name.endsWith('filename') ? machine.read(call, given) : argumentFlow(call);
  machine.write(call, storedField(call.receiver, 'location'), data, { kind: 'object' });
  return NOTHING;
};

/** S3 by boto3, Google Cloud Storage, and the file systems that speak for them. */
export const objectStores: Library = {
  name: 'objectStores',
  functions: {
    'boto3.client': clientRule,
    'boto3.resource': clientRule,
    's3fs.S3FileSystem': fileSystemRule('s3'),
    'gcsfs.GCSFileSystem': fileSystemRule('gs'),
    'google.cloud.storage.Client': (call, machine) => machine.instance(call, 'gcs.Client', NO_FLOW).value,
  },
  methods: {
    '*.client': clientRule,
    '*.resource': clientRule,
    '*.get_object': getObjectRule,
    '*.put_object': putObjectRule,
    '*.download_file': downloadRule,
    '*.upload_file': uploadRule,
    '*.upload_fileobj': uploadObjectRule,
    'boto3.s3.Object': boundRule,
    'boto3.s3.Bucket': boundRule,
    'boto3.Bound.Object': boundRule,
    'boto3.Bound.get': getObjectRule,
    'boto3.Bound.put': putObjectRule,
    'boto3.Bound.put_object': putObjectRule,
    'store.FileSystem.open': fileSystemOpenRule,
    'gcs.Client.bucket': gcsBucketRule,
    'gcs.Client.get_bucket': gcsBucketRule,
    'gcs.Bucket.blob': blobRule,
    'gcs.Bucket.get_blob': blobRule,
    'gcs.Blob.download_to_filename': blobDownloadRule,
    'gcs.Blob.download_as_text': blobDownloadRule,
    'gcs.Blob.download_as_bytes': blobDownloadRule,
    'gcs.Blob.upload_from_filename': blobUploadRule,
    'gcs.Blob.upload_from_string': blobUploadRule,
  },
};
