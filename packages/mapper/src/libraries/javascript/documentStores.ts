import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, stringsOf } from '../../values/texts.js';
import { carrying, constant, NOTHING } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { callBack, dataOfArguments, entryOf, entryText, object } from './javascriptValues.js';

function hostOf(text: string | undefined, scheme: string): string {
  const host = /^\w+(?:\+\w+)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(text ?? '')?.[1];
  return host === undefined ? scheme : `${scheme}://${host}`;
}

const mongoRule: Rule = (call, machine) => {
  const [url] = stringsOf(call.args[0]);
  const database = /^\w+(?:\+\w+)?:\/\/[^/]+\/([\w-]+)/.exec(url ?? '')?.[1];
  return object(call, machine, 'js.Mongo', {
    namespace: constant(hostOf(url, 'mongodb')),
    database: database === undefined ? undefined : constant(database),
  });
};
const databaseRule: Rule = (call, machine) =>
  object(call, machine, 'js.MongoDatabase', {
    namespace: storedField(call.receiver, 'namespace'),
    database: call.args[0] ?? storedField(call.receiver, 'database'),
  });
const collectionRule: Rule = (call, machine) => {
  const database = storedField(call.receiver, 'database') ?? constant('{database}');
  const [name] = call.args;
  const full = name && concatenate([database, constant('.'), name]);
  return object(call, machine, 'js.Collection', {
    namespace: storedField(call.receiver, 'namespace'),
    name: full,
  });
};

function access(call: Call, fallback: string): { kind: 'table'; namespace: string } {
  return { kind: 'table', namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? fallback };
}

const readRule: Rule = (call, machine) => {
  const result = carrying(machine.read(call, storedField(call.receiver, 'name'), access(call, 'mongodb')));
  callBack(call, machine, result);
  return result;
};
const writeRule: Rule = (call, machine) => {
  machine.write(
    call,
    storedField(call.receiver, 'name'),
    dataOfArguments(call.args),
    access(call, 'mongodb'),
  );
  return NOTHING;
};

const redisRule: Rule = (call, machine) => {
  const [first] = call.args;
  const url = stringsOf(first)[0] ?? entryText(first, 'url');
  const socket = entryOf(first, 'socket') ?? first;
  const host = entryText(socket, 'host');
  const port = entryText(socket, 'port');
  const server = host === undefined ? 'redis' : `redis://${host}${port === undefined ? '' : `:${port}`}`;
  return object(call, machine, 'js.Redis', {
    namespace: constant(url?.includes('://') ? hostOf(url, 'redis') : server),
  });
};

function redisAccess(call: Call): { namespace: string } {
  return { namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'redis' };
}
const redisReadRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], redisAccess(call)));
const redisWriteRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataOfArguments(call.args.slice(1)), redisAccess(call));
  return NOTHING;
};

const elasticRule: Rule = (call, machine) => {
  const text = entryText(call.args[0], 'node', 'host') ?? stringsOf(entryOf(call.args[0], 'nodes'))[0];
  return object(call, machine, 'js.Elastic', { namespace: constant(hostOf(text, 'elasticsearch')) });
};
const elasticAccess = (call: Call): { kind: 'table'; namespace: string } => access(call, 'elasticsearch');
const searchRule: Rule = (call, machine) =>
  carrying(machine.read(call, entryOf(call.args[0], 'index'), elasticAccess(call)));
const indexRule: Rule = (call, machine) => {
  const [settings] = call.args;
  const data = entryOf(settings, 'document', 'body', 'operations', 'datasource');
  const index = entryOf(settings, 'index');
  if (index) machine.write(call, index, data ? dataOfArguments([data]) : NO_FLOW, elasticAccess(call));
  return NOTHING;
};

// Firestore: `db.collection('users').get()`.
const firestoreRule: Rule = (call, machine) => object(call, machine, 'js.Firestore', {});
const firestoreCollectionRule: Rule = (call, machine) =>
  object(call, machine, 'js.FirestoreCollection', { name: call.args[0] });
const FIRESTORE = { kind: 'table' as const, namespace: 'firestore' };
const firestoreReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'name'), FIRESTORE));
const firestoreWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), FIRESTORE);
  return NOTHING;
};

const selfRule: Rule = (call) => call.receiver ?? NOTHING;

function rules(type: string, names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [`${type}.${name}`, rule]));
}

/** `client.connect()` of MongoDB hands out a client. */
const connectRule: Rule = (call, machine) =>
  call.receiver && cellsOf(call.receiver).length > 0 ? call.receiver : mongoRule(call, machine);

const READS = [
  'find',
  'findOne',
  'aggregate',
  'distinct',
  'countDocuments',
  'watch',
  'estimatedDocumentCount',
];
const WRITES = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'bulkWrite',
  'findOneAndUpdate',
  'findOneAndReplace',
];
const REDIS_READS = [
  'get',
  'hGetAll',
  'hgetall',
  'hGet',
  'hget',
  'mGet',
  'mget',
  'lRange',
  'lrange',
  'sMembers',
  'smembers',
  'zRange',
  'zrange',
  'xRead',
  'xread',
  'getBuffer',
];
const REDIS_WRITES = [
  'set',
  'hSet',
  'hset',
  'hmset',
  'lPush',
  'lpush',
  'rPush',
  'rpush',
  'sAdd',
  'sadd',
  'zAdd',
  'zadd',
  'xAdd',
  'xadd',
  'setEx',
  'setex',
  'mset',
];

/** MongoDB, Redis, Elasticsearch and Firestore. */
export const documentStores: Library = {
  name: 'documentStores',
  languages: ['javascript'],
  functions: {
    'mongodb.MongoClient': mongoRule,
    'mongodb.MongoClient.connect': connectRule,
    'redis.createClient': redisRule,
    ioredis: redisRule,
    'ioredis.Redis': redisRule,
    'ioredis.default': redisRule,
    '@elastic/elasticsearch.Client': elasticRule,
    '@opensearch-project/opensearch.Client': elasticRule,
    '@google-cloud/firestore.Firestore': firestoreRule,
    'firebase-admin.firestore': firestoreRule,
    'firebase-admin/firestore.getFirestore': firestoreRule,
  },
  methods: {
    'js.Mongo.db': databaseRule,
    'js.Mongo.connect': selfRule,
    'js.MongoDatabase.collection': collectionRule,
    ...rules('js.Collection', READS, readRule),
    ...rules('js.Collection', WRITES, writeRule),
    ...rules('js.Redis', REDIS_READS, redisReadRule),
    ...rules('js.Redis', REDIS_WRITES, redisWriteRule),
    ...rules('js.Redis', ['connect', 'duplicate', 'multi', 'pipeline', 'on'], selfRule),
    ...rules('js.Elastic', ['search', 'count', 'scroll', 'msearch'], searchRule),
    ...rules('js.Elastic', ['index', 'bulk', 'update', 'create'], indexRule),
    'js.Elastic.helpers': selfRule,
    'js.Firestore.collection': firestoreCollectionRule,
    ...rules('js.FirestoreCollection', ['doc', 'where', 'orderBy', 'limit', 'select'], selfRule),
    ...rules('js.FirestoreCollection', ['get', 'onSnapshot', 'stream'], firestoreReadRule),
    ...rules('js.FirestoreCollection', ['add', 'set', 'update', 'create'], firestoreWriteRule),
  },
};
