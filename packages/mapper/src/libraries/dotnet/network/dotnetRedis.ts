import type { Library, Rule } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, likelyText, self } from '../dotnetRules.js';
import { methodsOfTypes } from '../methodsOfTypes.js';

/** Redis: each kind of key is a dataset. */
const redis: Rule = (call, machine) => {
  const text = likelyText(call.args[0]);
  const host = text?.split(',')[0]?.replace(/^redis:\/\//, '');
  return created(call, machine, 'Redis', {
    namespace: constant(host === undefined ? 'redis' : `redis://${host}`),
  });
};

const redisRead: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'redis';
  return carrying(machine.read(call, call.args[0], { kind: 'unknown', namespace }));
};

const redisWrite: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'redis';
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), { kind: 'unknown', namespace });
  return NOTHING;
};

const REDIS_READS = [
  'StringGet',
  'HashGet',
  'HashGetAll',
  'ListRange',
  'SetMembers',
  'SortedSetRangeByScore',
  'SortedSetRangeByRank',
  'StreamRead',
  'StreamRange',
].flatMap((name) => [name, `${name}Async`]);

const REDIS_WRITES = [
  'StringSet',
  'HashSet',
  'ListRightPush',
  'ListLeftPush',
  'SetAdd',
  'SortedSetAdd',
  'StreamAdd',
  'Publish',
].flatMap((name) => [name, `${name}Async`]);

/** Clients of Redis. */
export const dotnetRedis: Library = {
  name: 'dotnetRedis',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.ConnectionMultiplexer.Connect': redis,
    '*.ConnectionMultiplexer.ConnectAsync': redis,
    '*.IDatabase': (call, machine) => created(call, machine, 'Redis'),
    '*.IConnectionMultiplexer': (call, machine) => created(call, machine, 'Redis'),
    '*.Redis.GetDatabase': self,
    ...methodsOfTypes(REDIS_READS, ['Redis'], redisRead),
    ...methodsOfTypes(REDIS_WRITES, ['Redis'], redisWrite),
  },
};
