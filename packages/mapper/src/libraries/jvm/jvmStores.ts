import type { Access, Call, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, stringsOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';
import { dataIn, JVM, keep, makeRule, selfRule, spelled, under } from './jvmValues.js';

/** `MongoClients.create(uri).getDatabase(name).getCollection(name)`. */
const mongoRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'mongo.Client', NO_FLOW);
  const host = stringsOf(call.args[0]).flatMap(
    (text) => /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(text)?.[1] ?? [],
  )[0];
  cell.fields.set('<namespace>', constant(host === undefined ? 'mongodb' : `mongodb://${host}`));
  return value;
};

const mongoPartRule: Rule = (call, machine) => {
  const isCollection = call.name === 'getCollection';
  const { cell, value } = machine.instance(call, isCollection ? 'mongo.Collection' : 'mongo.Client', NO_FLOW);
  cell.fields.set('<namespace>', storedField(call.receiver, '<namespace>') ?? constant('mongodb'));
  const database = isCollection ? storedField(call.receiver, '<database>') : call.args[0];
  if (database) cell.fields.set('<database>', database);
  const [name] = call.args;
  if (isCollection && name)
    cell.fields.set('<location>', database ? concatenate([database, constant('.'), name]) : name);
  return value;
};

function placeOf(
  call: Call,
  kind: Access['kind'],
  usual: string,
): { location: Value | undefined; access: Access } {
  const namespace = spelled(storedField(call.receiver, '<namespace>')) ?? usual;
  return {
    location: storedField(call.receiver, '<location>'),
    access: { namespace, ...(kind ? { kind } : {}) },
  };
}

const collectionReadRule: Rule = (call, machine) => {
  const { location, access } = placeOf(call, 'table', 'mongodb');
  return carrying(machine.read(call, location, access));
};

const collectionWriteRule: Rule = (call, machine) => {
  const { location, access } = placeOf(call, 'table', 'mongodb');
  machine.write(call, location, dataIn(call.args), access);
  return NOTHING;
};

/** `new Jedis(host, port)`. */
const redisRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'redis.Client', NO_FLOW);
  const host = spelled(call.args[0])?.replace(/^redis:\/\//, '');
  const port = spelled(call.args[1]);
  cell.fields.set(
    '<namespace>',
    constant(
      host === undefined
        ? 'redis'
        : `redis://${host}${port === undefined || !/^\d+$/.test(port) ? '' : `:${port}`}`,
    ),
  );
  return value;
};

const redisAccess = (call: Call): Access => ({
  kind: 'unknown',
  namespace: spelled(storedField(call.receiver, '<namespace>')) ?? 'redis',
});
const redisReadRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], redisAccess(call)));
const redisWriteRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), redisAccess(call));
  return NOTHING;
};

/** Requests to Elasticsearch name their index first. */
const indexRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'elastic.Request', dataIn(call.args.slice(1)));
  if (call.args[0]) cell.fields.set('<index>', call.args[0]);
  return value;
};

const ELASTIC: Access = { kind: 'unknown', namespace: 'elasticsearch' };
const searchRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.args[0], '<index>'), ELASTIC));
const indexWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.args[0], '<index>'), dataIn(call.args), ELASTIC);
  return NOTHING;
};

/** CQL by the driver of Cassandra. */
const cassandraRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  cell.fields.set('namespace', constant('cassandra'));
  const keyspace = /withKeyspace/.test(call.name) ? spelled(call.args[0]) : undefined;
  cell.fields.set('prefix', constant(keyspace ?? ''));
  return value;
};

const keyspaceRule: Rule = (call) => {
  const keyspace = spelled(call.args[0]);
  if (keyspace !== undefined) keep(call.receiver, 'prefix', constant(keyspace));
  return call.receiver ?? NOTHING;
};

/** `sc.cassandraTable(keyspace, table)`. */
const cassandraTableRule: Rule = (call, machine) => {
  const [keyspace, table] = call.args;
  const name = keyspace && table ? concatenate([keyspace, constant('.'), table]) : keyspace;
  return carrying(machine.read(call, name, { kind: 'table', namespace: 'cassandra' }));
};

const saveToCassandraRule: Rule = (call, machine) => {
  const [keyspace, table] = call.args;
  const name = keyspace && table ? concatenate([keyspace, constant('.'), table]) : keyspace;
  machine.write(call, name, dataIn([call.receiver]), { kind: 'table', namespace: 'cassandra' });
  return NOTHING;
};

/** Requests to the web are built first and sent later. */
const requestRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'http.Request', NO_FLOW);
  const [url] = call.args;
  if (url) cell.fields.set('<url>', url);
  return value;
};

const urlRule: Rule = (call, machine) => {
  const request = storedField(call.receiver, '<made>')
    ? call.receiver
    : machine.instance(call, 'http.Request', NO_FLOW).value;
  keep(request, '<url>', call.args[0]);
  return request ?? NOTHING;
};

const sendRule: Rule = (call, machine) => {
  const url = [call.args[0], call.receiver].flatMap((each) => storedField(each, '<url>') ?? [])[0];
  if (!url) return carrying(dataIn([call.receiver, ...call.args]));
  const body = [call.args[0], call.receiver].flatMap((each) => storedField(each, '<body>') ?? [])[0];
  if (body) machine.write(call, url, dataIn([body]), { kind: 'api' });
  return body ? NOTHING : carrying(machine.read(call, url, { kind: 'api' }));
};

const getUrlRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' }));
const openUrlRule: Rule = (call, machine) =>
  call.receiver?.texts
    ? carrying(machine.read(call, call.receiver, { kind: 'api' }))
    : (call.receiver ?? NOTHING);
const postUrlRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), { kind: 'api' });
  return NOTHING;
};

const bodyRule: Rule = (call) => {
  keep(call.receiver, '<body>', carrying(dataIn(call.args)));
  return call.receiver ?? NOTHING;
};

const READS = ['find', 'aggregate', 'countDocuments', 'distinct', 'watch'];
const WRITES = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteMany',
  'bulkWrite',
  'findOneAndUpdate',
];
const REDIS_READS = ['get', 'hget', 'hgetAll', 'lrange', 'smembers', 'mget', 'zrange'];
const REDIS_WRITES = ['set', 'hset', 'lpush', 'rpush', 'sadd', 'setex', 'hmset', 'zadd'];

/** MongoDB, Redis, Elasticsearch, Cassandra and the web. */
export const jvmStores: Library = {
  name: 'jvmStores',
  languages: JVM,
  functions: {},
  methods: {
    '*.MongoClients.create': mongoRule,
    '*.MongoClient': mongoRule,
    '*.getDatabase': mongoPartRule,
    '*.getCollection': mongoPartRule,
    ...under(
      READS.map((name) => `mongo.Collection.${name}`),
      collectionReadRule,
    ),
    ...under(
      WRITES.map((name) => `mongo.Collection.${name}`),
      collectionWriteRule,
    ),
    '*.Jedis': redisRule,
    '*.JedisPool': redisRule,
    '*.JedisPooled': redisRule,
    '*.RedisClient.create': redisRule,
    'redis.Client.getResource': selfRule,
    'redis.Client.connect': selfRule,
    'redis.Client.sync': selfRule,
    ...under(
      REDIS_READS.flatMap((name) => [`redis.Client.${name}`, `*.Jedis.${name}`, `*.jedis.${name}`]),
      redisReadRule,
    ),
    ...under(
      REDIS_WRITES.flatMap((name) => [`redis.Client.${name}`, `*.Jedis.${name}`, `*.jedis.${name}`]),
      redisWriteRule,
    ),
    '*.SearchRequest': indexRule,
    '*.IndexRequest': indexRule,
    '*.GetRequest': indexRule,
    ...under(
      ['source', 'id', 'indices'].map((name) => `elastic.Request.${name}`),
      selfRule,
    ),
    ...under(
      [
        '*.RestHighLevelClient.search',
        '*.client.search',
        '*.esClient.search',
        '*.ElasticsearchClient.search',
      ],
      searchRule,
    ),
    ...under(
      ['*.RestHighLevelClient.index', '*.client.index', '*.esClient.index', '*.ElasticsearchClient.index'],
      indexWriteRule,
    ),
    '*.saveToEs': (call, machine) => {
      machine.write(call, call.args[0], dataIn([call.receiver]), ELASTIC);
      return NOTHING;
    },
    '*.CqlSession.builder': cassandraRule,
    '*.Cluster.builder': cassandraRule,
    'sql.Connection.withKeyspace': keyspaceRule,
    'sql.Connection.addContactPoint': selfRule,
    'sql.Connection.withLocalDatacenter': selfRule,
    'sql.Connection.connect': selfRule,
    '*.cassandraTable': cassandraTableRule,
    '*.saveToCassandra': saveToCassandraRule,
    '*.HttpRequest.newBuilder': requestRule,
    '*.HttpGet': requestRule,
    '*.HttpPost': requestRule,
    '*.Request.Builder': requestRule,
    '*.Request$Builder': requestRule,
    ...under(
      ['uri', 'url'].map((name) => `http.Request.${name}`),
      (call) => {
        keep(call.receiver, '<url>', call.args[0]);
        return call.receiver ?? NOTHING;
      },
    ),
    ...under(
      ['header', 'addHeader', 'build', 'GET', 'timeout', 'setHeader', 'get', 'version'].map(
        (name) => `http.Request.${name}`,
      ),
      selfRule,
    ),
    ...under(
      ['POST', 'PUT', 'post', 'put', 'setEntity', 'method'].map((name) => `http.Request.${name}`),
      bodyRule,
    ),
    ...under(
      [
        '*.HttpClient.send',
        '*.HttpClient.sendAsync',
        '*.httpClient.send',
        '*.client.send',
        '*.HttpClient.execute',
        '*.httpClient.execute',
        '*.CloseableHttpClient.execute',
        '*.client.newCall',
        '*.OkHttpClient.newCall',
        '*.httpclient.execute',
        '*.newCall',
      ],
      sendRule,
    ),
    '*.HttpClient.newHttpClient': makeRule('HttpClient'),
    'HttpClient.send': sendRule,
    'HttpClient.sendAsync': sendRule,
    ...under(
      [
        '*.restTemplate.getForObject',
        '*.RestTemplate.getForObject',
        '*.restTemplate.getForEntity',
        '*.RestTemplate.getForEntity',
        '*.RestTemplate.exchange',
        '*.Http.apply',
        '*.requests.get',
        '*.Jsoup.connect',
        '*.basicRequest.get',
      ],
      getUrlRule,
    ),
    ...under(
      [
        '*.restTemplate.postForObject',
        '*.RestTemplate.postForObject',
        '*.RestTemplate.postForEntity',
        '*.restTemplate.postForEntity',
        '*.requests.post',
      ],
      postUrlRule,
    ),
    'text.openStream': openUrlRule,
    'text.openConnection': openUrlRule,
    '*.webClient.uri': urlRule,
  },
};
