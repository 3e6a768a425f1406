import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../values/flow.js';
import { concatenate, stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, itself, under } from './accessRules.js';
import { argument, dataOf, storedField } from './arguments.js';

const URL_NAMES = ['url', 'fullurl', 'str_or_url', 'uri'];

/** The address of a call; a session may know its beginning. */
function addressOf(call: Call, position: number): Value | undefined {
  const url = argument(call, position, ...URL_NAMES);
  const base = storedField(call.receiver, 'base_url') ?? storedField(call.receiver, 'base');
  const relative = url?.texts?.every((text) => !/^[a-z]+:|^\{/i.test(String(text.value))) ?? false;
  return url && base?.texts && relative ? concatenate([base, url]) : url;
}

/** An answer remembers where it came from: a query that is posted is an access when its answer is used. */
function answered(call: Call, machine: Machine, address: Value | undefined, flow = NO_FLOW): Value {
  const { cell, value } = machine.instance(call, 'http.Answer', flow);
  if (address) cell.fields.set('address', address);
  return value;
}

const getRule: Rule = (call, machine) => {
  const address = addressOf(call, 0);
  return answered(call, machine, address, machine.read(call, address, { kind: 'api' }));
};

const postRule: Rule = (call, machine) => {
  const body = argument(call, 1, 'data', 'json', 'content', 'files');
  const address = addressOf(call, 0);
  const data = dataOf(body);
  if (body && !isEmptyFlow(data)) machine.write(call, address, data, { kind: 'api' });
  const { cell, value } = machine.instance(call, 'http.Answer', NO_FLOW);
  if (address) cell.fields.set('posted', address);
  return value;
};

/** `request('GET', url)`. */
const requestRule: Rule = (call, machine) => {
  const method = stringOf(argument(call, 0, 'method'))?.toUpperCase() ?? 'GET';
  const [first, ...rest] = call.args;
  const args = call.named.has('method') && first ? [first, ...rest] : rest;
  return (method === 'GET' || method === 'HEAD' ? getRule : postRule)({ ...call, args }, machine);
};

const jsonRule: Rule = (call, machine) => {
  const posted = storedField(call.receiver, 'posted');
  if (posted?.texts) return carrying(machine.read(call, posted, { kind: 'api' }));
  return call.receiver ?? NOTHING;
};

const retrieveRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'url', 'id'), { kind: 'api' });
  const target = argument(call, 1, 'filename', 'out', 'output', 'path', 'dest', 'reporthook');
  if (target?.texts) machine.write(call, target, data);
  return target?.texts ? { ...target, flow: data } : carrying(data);
};

/** `get_file(name, url)` of Keras: downloads into a cache, or unpacks there. */
const getFileRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 1, 'origin'), { kind: 'api' }));

const sessionRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'http.Session', NO_FLOW);
  const base = argument(call, undefined, 'base_url');
  if (base) cell.fields.set('base_url', base);
  return value;
};

const namedRule =
  (namespace: string, at: number, ...names: string[]): Rule =>
  (call, machine) => {
    const data = machine.read(call, argument(call, at, ...names), { kind: 'unknown', namespace });
    const target = argument(call, undefined, 'path', 'output_dir');
    if (target?.texts) machine.write(call, target, data);
    return carrying(data);
  };

/** A server of files: paths are below `scheme://host`. */
const serverRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'transfer.Server', NO_FLOW);
    const host = argument(call, 0, 'host', 'hostname', 'server') ?? storedField(call.receiver, 'hostname');
    const named = host?.texts ? host : constant(`{${host?.hint ?? 'host'}}`, 'possible');
    cell.fields.set('root', concatenate([constant(`${scheme}://`), named, constant('/')]));
    return value;
  };

function remote(call: Call, path: Value | undefined): Value | undefined {
  const root = storedField(call.receiver, 'root');
  return root && path ? concatenate([root, path]) : path;
}

const retrieveBinaryRule: Rule = (call, machine) => {
  const command = stringOf(argument(call, 0, 'cmd')) ?? '';
  const path = /^RETR\s+(.*)$/i.exec(command)?.[1];
  const data = machine.read(call, path === undefined ? undefined : remote(call, constant(path)));
  for (const each of call.args[1]?.references ?? []) {
    if (each.kind !== 'method' || each.name !== 'write') continue;
    const target = storedField(each.receiver, 'location');
    if (target) machine.write(call, target, data);
  }
  return NOTHING;
};

const fetchRule: Rule = (call, machine) => {
  const data = machine.read(call, remote(call, argument(call, 0, 'remotepath', 'remote_path')));
  const target = argument(call, 1, 'localpath', 'local_path');
  if (target) machine.write(call, target, data);
  return NOTHING;
};

const storeRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'localpath', 'local_path'));
  machine.write(call, remote(call, argument(call, 1, 'remotepath', 'remote_path')), data);
  return NOTHING;
};

const openRemoteRule: Rule = (call, machine) => {
  const location = remote(call, argument(call, 0, 'filename'));
  const writes = /w/.test(stringOf(argument(call, 1, 'mode')) ?? 'r');
  const { cell, value } = machine.instance(
    call,
    'file.Handle',
    writes ? NO_FLOW : machine.read(call, location),
  );
  if (location) cell.fields.set('location', location);
  if (writes) cell.fields.set('writes', NOTHING);
  return value;
};

const connectRule: Rule = (call, machine) => serverRule('sftp')(call, machine);
const clientRule: Rule = (call) => {
  for (const reference of call.receiver?.references ?? []) {
    const host = argument(call, 0, 'hostname');
    if (reference.kind === 'instance' && host) reference.cell.fields.set('hostname', host);
  }
  return NOTHING;
};

const CLIENTS = [
  'requests',
  'httpx',
  'curl_cffi.requests',
  'dlt.sources.helpers.requests',
  'requests.sessions',
];
const SESSIONS = [
  ...[
    'requests.Session',
    'requests.session',
    'requests.sessions.Session',
    'httpx.Client',
    'httpx.AsyncClient',
  ],
  ...[
    'aiohttp.ClientSession',
    'requests_cache.CachedSession',
    'cloudscraper.create_scraper',
    'urllib3.PoolManager',
  ],
];
const VERBS = {
  get: getRule,
  post: postRule,
  put: postRule,
  patch: postRule,
  request: requestRule,
  stream: requestRule,
};

/** Web clients, downloads, and servers of files. */
export const network: Library = {
  name: 'network',
  functions: {
    ...under(CLIENTS, VERBS),
    ...each(SESSIONS, sessionRule),
    ...each(['urllib.request.urlopen', 'urllib2.urlopen', 'urllib.urlopen'], getRule),
    ...each(
      ['urllib.request.Request', 'urllib2.Request'],
      (call) => argument(call, 0, ...URL_NAMES) ?? NOTHING,
    ),
    ...each(
      [
        'urllib.request.urlretrieve',
        'urllib.urlretrieve',
        'wget.download',
        'gdown.download',
        'torch.hub.download_url_to_file',
      ],
      retrieveRule,
    ),
    ...each(['gdown.download_folder', 'gdown.cached_download'], retrieveRule),
    ...each(
      ['torchvision.datasets.utils.download_url', 'torchvision.datasets.utils.download_and_extract_archive'],
      retrieveRule,
    ),
    'pooch.retrieve': retrieveRule,
    ...each(
      ['tensorflow.keras.utils.get_file', 'keras.utils.get_file', 'tf_keras.utils.get_file'],
      getFileRule,
    ),
    'kagglehub.dataset_download': namedRule('kaggle', 0, 'handle'),
    'kagglehub.competition_download': namedRule('kaggle', 0, 'handle'),
    'kagglehub.load_dataset': namedRule('kaggle', 1, 'handle'),
    'opendatasets.download': retrieveRule,
    ...under(['kaggle.api', '*.api'], {
      dataset_download_files: namedRule('kaggle', 0, 'dataset'),
      dataset_download_file: namedRule('kaggle', 0, 'dataset'),
      competition_download_files: namedRule('kaggle', 0, 'competition'),
      competition_download_file: namedRule('kaggle', 0, 'competition'),
    }),
    ...each(['ftplib.FTP', 'ftplib.FTP_TLS'], serverRule('ftp')),
    'pysftp.Connection': serverRule('sftp'),
    'paramiko.SFTPClient.from_transport': serverRule('sftp'),
  },
  methods: {
    'http.Answer.json': jsonRule,
    ...under(['http.Session'], VERBS),
    ...under(
      ['http.Answer'],
      each(['read', 'iter_content', 'iter_lines', 'decode', 'raise_for_status'], itself),
    ),
    '*.dataset_download_files': namedRule('kaggle', 0, 'dataset'),
    '*.competition_download_files': namedRule('kaggle', 0, 'competition'),
    'paramiko.SSHClient.connect': clientRule,
    'paramiko.SSHClient.open_sftp': connectRule,
    ...under(['transfer.Server'], {
      retrbinary: retrieveBinaryRule,
      retrlines: retrieveBinaryRule,
      get: fetchRule,
      put: storeRule,
      getfo: fetchRule,
      putfo: storeRule,
      open: openRemoteRule,
      file: openRemoteRule,
    }),
  },
};
