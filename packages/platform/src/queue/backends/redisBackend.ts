import { CodedError } from '@driftline/contracts';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queueBackend.js';

/**
 * Jobs in Redis. Producers fail fast when Redis is away; workers wait for it.
 * @throws CodedError `redis_evicts` when Redis may drop jobs to save memory
 */
export async function connectRedisBackend(
  url: string,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const producer = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  const consumer = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  for (const each of [producer, consumer]) each.on('error', onError);
  await producer.connect();
  await refuseEviction(producer);
  return {
    queue: (name) => new Queue(name, { connection: producer }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection: consumer }),
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

async function refuseEviction(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  redis.disconnect();
  throw new CodedError({
    code: 'redis_evicts',
    status: 500,
    message: `Redis drops keys when memory is short (maxmemory-policy ${policy}): jobs would be lost.`,
    where: 'REDIS_URL',
    action: 'Set maxmemory-policy to noeviction.',
  });
}
