import type { Access, Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataIn, JVM, spelled, under } from '../jvmValues.js';

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

/** MongoDB and Redis. */
export const jvmDocuments: Library = {
  name: 'jvmDocuments',
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
    ...under(
      REDIS_READS.flatMap((name) => [`redis.Client.${name}`, `*.Jedis.${name}`, `*.jedis.${name}`]),
      redisReadRule,
    ),
    ...under(
      REDIS_WRITES.flatMap((name) => [`redis.Client.${name}`, `*.Jedis.${name}`, `*.jedis.${name}`]),
      redisWriteRule,
    ),
  },
};
