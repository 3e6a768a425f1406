import type { Access, Call, Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../values/value.js';
import { each, keeps, under } from './accessRules.js';
import { argument, argumentFlow, cellsOf, dataOf, storedField } from './arguments.js';
import { tableSpaceOf } from './tableSpace.js';

/** `scheme://host:port` of what the client was given. */
function namespaceOf(scheme: string, given: Value | undefined, port: Value | undefined): string {
  const text = stringsOf(given)[0];
  if (text === undefined) return scheme;
  const host = /^(?:[a-z0-9+]+:\/\/)?(?:[^@/]*@)?([^/?]+)/i.exec(text)?.[1] ?? text;
  const number = port?.texts?.[0]?.value;
  return `${scheme}://${host}${number === undefined || host.includes(':') ? '' : `:${number}`}`;
}

const clientRule =
  (scheme: string, type: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    const given = argument(call, 0, 'host', 'hosts', 'url', 'uri', 'cloud_id');
    cell.fields.set('namespace', constant(namespaceOf(scheme, given, argument(call, 1, 'port'))));
    const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/(\w+)/.exec(stringOf(given) ?? '')?.[1];
    if (path !== undefined) cell.fields.set('default', constant(path));
    return value;
  };

function namespace(value: Value | undefined, otherwise: string): string {
  return stringOf(storedField(value, 'namespace')) ?? otherwise;
}

/** Names after the client: `client.shop['orders']` and `client.get_database('shop').orders` are `shop`, `orders`. */
function pathOf(value: Value | undefined, depth = 0): { names: Value[]; client: Value | undefined } {
  if (depth > 8) return { names: [], client: value };
  for (const reference of value?.references ?? []) {
    if (reference.kind === 'method') {
      const { names, client } = pathOf(reference.receiver, depth + 1);
      return { names: [...names, constant(reference.name)], client };
    }
    if (reference.kind === 'instance' && reference.cell.type === 'mongo.Named') {
      const { fields } = reference.cell;
      const { names, client } = pathOf(fields.get('owner'), depth + 1);
      const name = fields.get('name');
      return { names: name ? [...names, name] : names, client };
    }
  }
  return { names: [], client: value };
}

function collectionOf(call: Call): { name: Value | undefined; access: Access } {
  const { names, client } = pathOf(call.receiver);
  const known = storedField(client, 'default');
  const parts = known && names.length === 1 ? [known, ...names] : names;
  const name = concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
  return {
    name: parts.length > 0 ? name : undefined,
    access: { kind: 'table', namespace: namespace(client, 'mongodb') },
  };
}

/** Whether the receiver hangs on a client of MongoDB. */
function isMongo(call: Call): boolean {
  return cellsOf(pathOf(call.receiver).client).some((cell) => cell.type === 'mongo.Client');
}

const namedRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'mongo.Named', NO_FLOW);
  const name = argument(call, 0, 'name') ?? storedField(call.receiver, 'default');
  if (call.receiver) cell.fields.set('owner', call.receiver);
  if (name) cell.fields.set('name', name);
  return value;
};

const findRule: Rule = (call, machine) => {
  if (!isMongo(call)) return carrying(dataOf(call.receiver));
  const { name, access } = collectionOf(call);
  return carrying(machine.read(call, name, access));
};

const insertRule: Rule = (call, machine) => {
  if (!isMongo(call)) return NOTHING;
  const { name, access } = collectionOf(call);
  machine.write(call, name, argumentFlow(call), access);
  return NOTHING;
};

/** `aggregate` is a word of data frames too. */
const keyRule =
  (scheme: string, at: readonly [number | undefined, ...string[]], write: boolean): Rule =>
  (call, machine) => {
    const access: Access = { kind: 'unknown', namespace: namespace(call.receiver, scheme) };
    const key = argument(call, ...at);
    if (!write) return carrying(machine.read(call, key, access));
    machine.write(call, key, argumentFlow(call), access);
    return NOTHING;
  };

/** `helpers.bulk(client, actions)`: each action names its index. */
const bulkRule: Rule = (call, machine) => {
  const [client, actions] = call.args;
  const items = actions?.items ?? (actions ? [actions] : []);
  const found = items.flatMap((item) => item.fields?.get('_index') ?? []);
  const index =
    argument(call, undefined, 'index') ?? (found.length > 0 ? listOf(found.slice(0, 1)) : undefined);
  machine.write(call, index, dataOf(actions), {
    kind: 'table',
    namespace: namespace(client, 'elasticsearch'),
  });
  return NOTHING;
};

const scanRule: Rule = (call, machine) => {
  const [client] = call.args;
  const access: Access = { kind: 'table', namespace: namespace(client, 'elasticsearch') };
  return carrying(machine.read(call, argument(call, 2, 'index'), access));
};

/** `Cluster([hosts]).connect('keyspace')`: CQL reads as SQL. */
const keyspaceRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  const space = tableSpaceOf(call.receiver);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(stringOf(argument(call, 0, 'keyspace')) ?? ''));
  return value;
};

const clusterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'cassandra.Cluster', NO_FLOW);
  const hosts = argument(call, 0, 'contact_points');
  cell.fields.set('namespace', constant(namespaceOf('cassandra', hosts, argument(call, 1, 'port'))));
  return value;
};

/** The first label that a Cypher query names. */
const cypherRule: Rule = (call, machine) => {
  const query = stringOf(argument(call, 0, 'query', 'query_')) ?? '';
  const labels = [...query.matchAll(/\(\s*\w*\s*:\s*`?(\w+)/g)].flatMap((match) => match[1] ?? []);
  const access: Access = { kind: 'table', namespace: namespace(call.receiver, 'neo4j') };
  const writes = /\b(create|merge|set|delete|load csv)\b/i.test(query);
  const name = labels.length > 0 ? listOf([...new Set(labels)].map((label) => constant(label))) : undefined;
  if (!name) return carrying(dataOf(call.receiver));
  if (!writes) return carrying(machine.read(call, name, access));
  machine.write(call, name, argumentFlow(call), access);
  return NOTHING;
};

const fluxRule: Rule = (call, machine) => {
  const bucket = /bucket\s*:\s*"([^"]+)"/.exec(stringOf(argument(call, 0, 'query')) ?? '')?.[1];
  const access: Access = { kind: 'table', namespace: namespace(call.receiver, 'influxdb') };
  return carrying(machine.read(call, bucket === undefined ? call.args[0] : constant(bucket), access));
};

const pointsRule: Rule = (call, machine) => {
  const access: Access = { kind: 'table', namespace: namespace(call.receiver, 'influxdb') };
  machine.write(call, argument(call, 0, 'bucket'), argumentFlow(call), access);
  return NOTHING;
};

const ELASTIC = [
  'elasticsearch.Elasticsearch',
  'elasticsearch.AsyncElasticsearch',
  'opensearchpy.OpenSearch',
];
const MONGO = [
  'pymongo.MongoClient',
  'pymongo.mongo_client.MongoClient',
  'motor.motor_asyncio.AsyncIOMotorClient',
];
const REDIS = [
  'redis.Redis',
  'redis.StrictRedis',
  'redis.from_url',
  'redis.Redis.from_url',
  'redis.asyncio.Redis',
];
const FINDS = [
  'find',
  'find_one',
  'count_documents',
  'distinct',
  'aggregate',
  'find_one_and_update',
  'watch',
];
const INSERTS = ['insert_one', 'insert_many', 'update_one', 'update_many', 'replace_one', 'bulk_write'];
const GETS = [
  'get',
  'mget',
  'hget',
  'hgetall',
  'lrange',
  'smembers',
  'zrange',
  'xread',
  'lpop',
  'rpop',
  'blpop',
];
const SETS = ['set', 'setex', 'mset', 'hset', 'hmset', 'lpush', 'rpush', 'sadd', 'zadd', 'xadd', 'publish'];

function mongoMethods(): Record<string, Rule> {
  return {
    ...each(
      FINDS.filter((name) => name !== 'aggregate').map((name) => `*.${name}`),
      findRule,
    ),
    ...each(
      INSERTS.map((name) => `*.${name}`),
      insertRule,
    ),
    ...under(['mongo.Named', 'mongo.Client'], {
      aggregate: findRule,
      ...each(['get_database', 'get_default_database', 'get_collection'], namedRule),
    }),
    '*.get_collection': namedRule,
  };
}

/** Document stores, search indexes, caches, graphs and time series. */
export const documents: Library = {
  name: 'documents',
  functions: {
    ...each(MONGO, clientRule('mongodb', 'mongo.Client')),
    ...each(REDIS, clientRule('redis', 'redis.Client')),
    ...each(ELASTIC, clientRule('elasticsearch', 'elastic.Client')),
    ...under(['elasticsearch.helpers', 'opensearchpy.helpers'], {
      ...each(['bulk', 'streaming_bulk', 'parallel_bulk', 'async_bulk'], bulkRule),
      scan: scanRule,
    }),
    ...each(['cassandra.cluster.Cluster', 'acsylla.create_cluster'], clusterRule),
    ...each(
      ['neo4j.GraphDatabase.driver', 'py2neo.Graph', 'neo4j.AsyncGraphDatabase.driver'],
      clientRule('neo4j', 'neo4j.Driver'),
    ),
    ...each(
      ['influxdb_client.InfluxDBClient', 'influxdb.InfluxDBClient'],
      clientRule('influxdb', 'influx.Client'),
    ),
  },
  methods: {
    ...mongoMethods(),
    ...under(['redis.Client'], {
      ...each(GETS, keyRule('redis', [0, 'name', 'key', 'keys'], false)),
      ...each(SETS, keyRule('redis', [0, 'name', 'key', 'channel'], true)),
      pipeline: (call) => call.receiver ?? NOTHING,
    }),
    ...under(['elastic.Client'], {
      ...each(
        ['search', 'get', 'mget', 'count', 'scroll'],
        keyRule('elasticsearch', [undefined, 'index'], false),
      ),
      ...each(['index', 'update', 'bulk', 'create'], keyRule('elasticsearch', [undefined, 'index'], true)),
    }),
    'cassandra.Cluster.connect': keyspaceRule,
    ...under(['neo4j.Driver'], {
      ...each(['session', 'begin_transaction'], keeps('neo4j.Driver')),
      ...each(['run', 'execute_query'], cypherRule),
    }),
    '*.tx.run': cypherRule,
    ...under(['influx.Client'], {
      ...each(['query_api', 'write_api'], keeps('influx.Client')),
      ...each(['query', 'query_data_frame', 'query_stream'], fluxRule),
      ...each(['write', 'write_points'], pointsRule),
    }),
  },
};

/** Types whose entries by key are members: `client['shop']` is `client.shop`. */
export const NAMED_BY_KEY: ReadonlySet<string> = new Set(['mongo.Client', 'mongo.Named']);
