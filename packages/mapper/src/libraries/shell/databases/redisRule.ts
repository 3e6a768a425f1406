import { carrying, constant, NOTHING } from '../../../values/value.js';
import { hasOption, optionOf, parseOptions } from '../parseOptions.js';
import { type CommandRule, inputFlow, wordOf } from '../shellCommand.js';

const REDIS_READS = /^(get|hgetall|hget|mget|lrange|smembers|zrange|xrange|xread|json\.get)$/i;

const REDIS_WRITES = /^(set|hset|hmset|lpush|rpush|sadd|zadd|xadd|setex|json\.set)$/i;

export const redisRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-h -p -a -n -u --user --pass -r -i -x' });
  const host = wordOf(optionOf(options, '-h'));
  const port = wordOf(optionOf(options, '-p'));
  const url = /^rediss?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(wordOf(optionOf(options, '-u')))?.[1];
  const server = url ?? (host === '' ? '' : `${host}${port === '' ? '' : `:${port}`}`);
  const access = { namespace: server === '' ? 'redis' : `redis://${server}` };
  const [verb, key] = options.operands;
  if (hasOption(options, '--pipe'))
    command.machine.write(command.call, constant('*'), inputFlow(command), access);
  if (key && REDIS_READS.test(wordOf(verb))) return carrying(command.machine.read(command.call, key, access));
  if (key && REDIS_WRITES.test(wordOf(verb)))
    command.machine.write(command.call, key, inputFlow(command), access);
  return NOTHING;
};
