import type { Access, Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';

/** `mongo(collection, db, url)`. */
const mongoRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'mongo.Collection', NO_FLOW);
  const collection = argument(call, 0, 'collection') ?? constant('test');
  const database = argument(call, 1, 'db') ?? constant('test');
  const host = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(
    stringOf(argument(call, 2, 'url')) ?? '',
  )?.[1];
  cell.fields.set('location', concatenate([database, constant('.'), collection]));
  cell.fields.set('namespace', constant(host === undefined ? 'mongodb' : `mongodb://${host}`));
  return value;
};

function collectionOf(call: Call): { location: Value | undefined; access: Access } {
  const [cell] = cellsOf(call.receiver);
  return {
    location: cell?.fields.get('location'),
    access: { kind: 'table', namespace: stringOf(cell?.fields.get('namespace')) ?? 'mongodb' },
  };
}

const mongoReadRule: Rule = (call, machine) => {
  const { location, access } = collectionOf(call);
  return carrying(machine.read(call, location, access));
};

const mongoWriteRule: Rule = (call, machine) => {
  const { location, access } = collectionOf(call);
  machine.write(call, location, call.args[0] ? flowOf(call.args[0]) : NO_FLOW, access);
  return NOTHING;
};

const redisRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'redis.Client', NO_FLOW);
  const host = stringOf(argument(call, undefined, 'host'));
  cell.fields.set('namespace', constant(host === undefined ? 'redis' : `redis://${host}`));
  return value;
};

const redisAccess = (call: Call): Access => ({
  kind: 'unknown',
  namespace: stringOf(cellsOf(call.receiver)[0]?.fields.get('namespace')) ?? 'redis',
});

const redisReadRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], redisAccess(call)));

const redisWriteRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], flowOf(call.args.at(-1) ?? NOTHING), redisAccess(call));
  return NOTHING;
};

/** MongoDB and Redis. */
export const rDocuments: Library = {
  name: 'rDocuments',
  languages: ['r'],
  functions: {
    mongo: mongoRule,
    hiredis: redisRule,
    redisConnect: redisRule,
  },
  methods: {
    'mongo.Collection.find': mongoReadRule,
    'mongo.Collection.aggregate': mongoReadRule,
    'mongo.Collection.iterate': mongoReadRule,
    'mongo.Collection.insert': mongoWriteRule,
    'mongo.Collection.update': mongoWriteRule,
    'redis.Client.GET': redisReadRule,
    'redis.Client.HGETALL': redisReadRule,
    'redis.Client.LRANGE': redisReadRule,
    'redis.Client.SET': redisWriteRule,
    'redis.Client.HSET': redisWriteRule,
    'redis.Client.LPUSH': redisWriteRule,
  },
};
