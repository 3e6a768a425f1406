import 'reflect-metadata';
import {
  connectDatabase,
  createEventStore,
  createLogger,
  createMetrics,
  createQueue,
  loadConfig,
  startEmbedded,
  wallClock,
} from '@driftline/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectorModule } from './collectorModule.js';
import { platformDependencies } from './platform/platformDependencies.js';

/** A sender that is slower than this would hold its share of memory for too long. */
const REQUEST_TIMEOUT_MS = 60_000;

const config = loadConfig(process.env);
const log = createLogger({ process: 'collector', level: config.logLevel });
const metrics = createMetrics({ process: 'collector' });
const servers = await startEmbedded({ ...config, log });
const facts = await connectDatabase({
  url: servers.databaseUrl,
  onConnectionError: (err) => log.warn({ err }, 'lost a connection'),
});
const events = await createEventStore({ ...servers.clickhouse, log });
const queue = await createQueue({
  databaseUrl: servers.databaseUrl,
  ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  onError: (err) => log.warn({ err }, 'trouble with the job queue'),
});

const dependencies = platformDependencies({ events, facts, queue, clock: wallClock, metrics, log, config });
const app = await NestFactory.create<NestFastifyApplication>(
  collectorModule(dependencies),
  new FastifyAdapter({ requestTimeout: REQUEST_TIMEOUT_MS }),
  { logger: ['error', 'warn'] },
);
await app.listen(config.port, config.host);
log.info({ url: await app.getUrl() }, 'the collector takes events');

async function stop(): Promise<void> {
  await app.close();
  await queue.close();
  await events.close();
  await facts.close();
  await servers.stop();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
