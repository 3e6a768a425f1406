import type { Access, Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, joinPaths, mapTexts, stringOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { argument, argumentFlow, storedField } from '../arguments.js';
import { modelsOf, NAMED_BY_REGISTRY, nameModel, saveObject } from '../trainedModels.js';
import { elements } from './rVectors.js';

const OBJECT: Access = { kind: 'object' };

function objectUri(scheme: string, bucket: Value | undefined, key: Value | undefined): Value | undefined {
  if (!key) return undefined;
  if (key.texts?.every((text) => /^\w+:\/\//.test(String(text.value)))) return key;
  if (!bucket) return undefined;
  const plain = mapTexts(bucket, (text) => text.replace(/^s3:\/\/|^gs:\/\//, '').replace(/\/+$/, ''));
  return concatenate([
    constant(`${scheme}://`),
    plain,
    constant('/'),
    mapTexts(key, (text) => text.replace(/^\/+/, '')),
  ]);
}

const s3Object = (call: Call, keyAt: number): Value | undefined =>
  objectUri(
    's3',
    argument(call, keyAt + 1, 'bucket', 'Bucket'),
    argument(call, keyAt, 'object', 'Key', 'key'),
  );

/** `s3read_using(FUN, object, bucket)` and `get_object(object, bucket)`. */
const s3ReadRule =
  (keyAt: number): Rule =>
  (call, machine) =>
    carrying(machine.read(call, s3Object(call, keyAt), OBJECT));

const s3WriteRule =
  (dataAt: number, keyAt: number): Rule =>
  (call, machine) => {
    const data = argument(call, dataAt, 'x', 'what', 'file');
    machine.write(call, s3Object(call, keyAt), data ? flowOf(data) : NO_FLOW, OBJECT);
    return NOTHING;
  };

const s3DownloadRule: Rule = (call, machine) => {
  const data = machine.read(call, s3Object(call, 0), OBJECT);
  machine.write(call, argument(call, undefined, 'file'), data);
  return argument(call, undefined, 'file') ?? carrying(data);
};

const s3UploadRule: Rule = (call, machine) => {
  const file = argument(call, 0, 'file', 'what');
  const data = file?.texts ? machine.read(call, file) : argumentFlow(call);
  machine.write(call, s3Object(call, 1), data, OBJECT);
  return NOTHING;
};

/** `s3_bucket("name/prefix")` and `gs_bucket`: `$path("key")` names what is read. */
const bucketRule =
  (scheme: string): Rule =>
  (call) => {
    const bucket = argument(call, 0, 'bucket');
    return bucket
      ? concatenate([constant(`${scheme}://`), mapTexts(bucket, (text) => text.replace(/^\w+:\/\//, ''))])
      : NOTHING;
  };

const bucketPathRule: Rule = (call) => joinPaths([...(call.receiver ? [call.receiver] : []), ...call.args]);

const gcsReadRule: Rule = (call, machine) => {
  const bucket = argument(call, 1, 'bucket') ?? catalogued(machine);
  const data = machine.read(call, objectUri('gs', bucket, argument(call, 0, 'object_name')), OBJECT);
  const target = argument(call, undefined, 'saveToDisk');
  if (target) machine.write(call, target, data);
  return carrying(data);
};

const gcsWriteRule: Rule = (call, machine) => {
  const file = argument(call, 0, 'file');
  const data = file?.texts ? machine.read(call, file) : file ? flowOf(file) : NO_FLOW;
  const bucket = argument(call, 1, 'bucket') ?? catalogued(machine);
  machine.write(call, objectUri('gs', bucket, argument(call, undefined, 'name') ?? file), data, OBJECT);
  return NOTHING;
};

const gcsGlobalRule: Rule = (call, machine) => {
  const bucket = stringOf(argument(call, 0, 'bucket'));
  if (bucket !== undefined) machine.catalogue('gcs-global-bucket', 'bucket', { location: bucket });
  return NOTHING;
};

function catalogued(machine: Machine): Value | undefined {
  const known = machine.catalogued('gcs-global-bucket', 'bucket');
  return known ? constant(known.location, 'inferred') : undefined;
}

const SHEETS: Access = { kind: 'object', namespace: 'https://docs.google.com' };

function sheetOf(value: Value | undefined): Value | undefined {
  return value && mapTexts(value, (text) => `spreadsheets/d/${/\/d\/([\w-]+)/.exec(text)?.[1] ?? text}`);
}

const readSheetRule: Rule = (call, machine) =>
  carrying(machine.read(call, sheetOf(argument(call, 0, 'ss')), SHEETS));
const writeSheetRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'data');
  machine.write(call, sheetOf(argument(call, 1, 'ss')), data ? flowOf(data) : NO_FLOW, SHEETS);
  return NOTHING;
};

/** Boards of pins: a folder, a bucket or a server. */
const boardRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pins.Board', NO_FLOW);
  const given = argument(call, 0, 'path', 'bucket', 'container', 'server', 'name');
  const scheme = /board_(s3|gcs|azure)/.exec(call.name)?.[1];
  const prefix = scheme === undefined ? '' : `${scheme === 'gcs' ? 'gs' : scheme}://`;
  const place = given ?? constant(call.name.replace(/^board_/, ''));
  cell.fields.set(
    'place',
    given && /^board_(s3|gcs|folder)$/.test(call.name)
      ? concatenate([constant(prefix), place])
      : concatenate([constant('pins://'), place]),
  );
  return value;
};

function pinOf(board: Value | undefined, name: Value | undefined): Value | undefined {
  const place = storedField(board, 'place') ?? constant('pins://board');
  return name ? concatenate([place, constant('/'), name]) : undefined;
}

const pinReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, pinOf(call.args[0], argument(call, 1, 'name'))));

const pinWriteRule: Rule = (call, machine) => {
  const object = argument(call, 1, 'x', 'v');
  const name = argument(call, 2, 'name') ?? storedField(object, 'name');
  saveObject(call, machine, object, pinOf(call.args[0], name));
  return NOTHING;
};

/** `vetiver_model(model, "name")` names a model for serving. */
const vetiverRule: Rule = (call, machine) => {
  const [model, name] = [argument(call, 0, 'model'), argument(call, 1, 'model_name')];
  const { cell, value } = machine.instance(call, 'vetiver.Model', NO_FLOW);
  for (const each of modelsOf(model)) {
    cell.models.add(each);
    const text = stringOf(name);
    if (text !== undefined) nameModel(each, text, NAMED_BY_REGISTRY);
  }
  if (name) cell.fields.set('name', name);
  return value;
};

const getRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, 'url', 'base_url'), { kind: 'api' }));

const postRule: Rule = (call, machine) => {
  const [url, body] = [argument(call, 0, 'url'), argument(call, undefined, 'body')];
  if (body) machine.write(call, url, flowOf(body), { kind: 'api' });
  return NOTHING;
};

const downloadRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'url'), { kind: 'api' });
  const target = argument(call, 1, 'destfile', 'dest', 'path');
  if (target) machine.write(call, target, data);
  return target ?? carrying(data);
};

/** `request(url) |> req_url_path_append("v1", "x")`. */
const appendUrlRule: Rule = (call) =>
  call.args[0]?.texts ? joinPaths(call.args.flatMap((each) => elements(each))) : (call.args[0] ?? NOTHING);
const performRule: Rule = (call, machine) =>
  call.args[0]?.texts ? getRule(call, machine) : carrying(argumentFlow(call));
const sameRule: Rule = (call) => call.args[0] ?? NOTHING;

const KEPT = [
  'req_headers',
  'req_auth_bearer_token',
  'req_url_query',
  'req_retry',
  'req_user_agent',
  'req_method',
  'req_timeout',
  'req_throttle',
  'req_body_json',
];

/** Object stores, sheets, pins and the web. */
export const rStores: Library = {
  name: 'rStores',
  languages: ['r'],
  functions: {
    s3read_using: s3ReadRule(1),
    get_object: s3ReadRule(0),
    s3readRDS: s3ReadRule(0),
    s3load: s3ReadRule(0),
    aws_s3_read: s3ReadRule(0),
    s3write_using: s3WriteRule(0, 2),
    s3saveRDS: s3WriteRule(0, 1),
    save_object: s3DownloadRule,
    put_object: s3UploadRule,
    s3_bucket: bucketRule('s3'),
    gs_bucket: bucketRule('gs'),
    gcs_get_object: gcsReadRule,
    gcs_upload: gcsWriteRule,
    gcs_global_bucket: gcsGlobalRule,
    read_sheet: readSheetRule,
    range_read: readSheetRule,
    write_sheet: writeSheetRule,
    sheet_write: writeSheetRule,
    sheet_append: writeSheetRule,
    ...Object.fromEntries(
      [
        'board_s3',
        'board_gcs',
        'board_azure',
        'board_folder',
        'board_connect',
        'board_rsconnect',
        'board_local',
        'board_url',
        'board_temp',
      ].map((name) => [name, boardRule]),
    ),
    pin_read: pinReadRule,
    vetiver_pin_read: pinReadRule,
    pin_write: pinWriteRule,
    vetiver_pin_write: pinWriteRule,
    vetiver_model: vetiverRule,
    GET: getRule,
    getURL: getRule,
    curl_fetch_memory: getRule,
    POST: postRule,
    'download.file': downloadRule,
    curl_download: downloadRule,
    download_file: downloadRule,
    request: sameRule,
    ...Object.fromEntries(KEPT.map((name) => [name, sameRule])),
    req_url_path_append: appendUrlRule,
    req_url_path: appendUrlRule,
    req_perform: performRule,
  },
  methods: {
    'text.path': bucketPathRule,
    'text.OpenInputFile': bucketPathRule,
    '*.get_object': (call, machine) => carrying(machine.read(call, s3Object(call, 9), OBJECT)),
    '*.put_object': (call, machine) => {
      machine.write(call, s3Object(call, 9), argumentFlow(call), OBJECT);
      return NOTHING;
    },
  },
};
