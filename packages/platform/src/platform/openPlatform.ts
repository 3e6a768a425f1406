import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';
import type { Clock } from '../clock/clock.js';
import { wallClock } from '../clock/wallClock.js';
import type { Config } from '../config/settings.js';
import { connectDatabase } from '../database/connectDatabase.js';
import { parseClickHouseUrl } from '../embedded/clickhouse/parseClickHouseUrl.js';
import { embeddedOptions } from '../embedded/embeddedOptions.js';
import { type Embedded, startEmbedded } from '../embedded/startEmbedded.js';
import { createEventStore } from '../eventStore/createEventStore.js';
import { createQueue } from '../queue/createQueue.js';
import { createSecretBox } from '../security/secretBox.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import type { Platform } from './platform.js';

export interface PlatformOptions {
  /** Name of the process: collector, worker, api, driftline. */
  process: string;
  config: Config;
  /** The wall clock unless told. */
  clock?: Clock;
  /** Keep everything in a temporary directory that is removed at the end. */
  ephemeral?: boolean;
}

/** One engine, one clock: rows acknowledged before a join are seen by it. */
const EMBEDDED_CLOCK_SLACK = 0;

/**
 * Opens the stores and the queue: servers named by the configuration, embedded ones for those that are not. Close it
 * last; what was opened is closed again when a later part fails.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { config, clock = wallClock, ephemeral = false } = options;
  const log = createLogger({ process: options.process, level: config.logLevel });
  const metrics = createMetrics({ process: options.process });
  const opened: (() => Promise<void>)[] = [];
  let closing = false;
  // A connection that breaks while everything is being closed is no trouble; elsewhere the reason is all that helps.
  const warn = (what: string) => (error: Error) => {
    if (!closing) log.warn({ reason: error.message }, what);
  };
  const close = async () => {
    closing = true;
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const servers =
      externalServers(config) ?? (await startEmbedded({ ...embeddedOptions(config), ephemeral, log }));
    opened.push(() => servers.stop());
    const database = await connectDatabase({
      url: servers.databaseUrl,
      onConnectionError: warn('a database connection broke'),
    });
    opened.push(() => database.close());
    const eventStore = await createEventStore({
      ...servers.clickhouse,
      limits: {
        retentionDays: config.retentionDays,
        maxFeatureColumns: config.maxFeatures * 2,
        ...(config.clickhouseUrl === undefined ? { clockSlack: EMBEDDED_CLOCK_SLACK } : {}),
      },
      log,
    });
    opened.push(() => eventStore.close());
    const queue = await createQueue({
      databaseUrl: servers.databaseUrl,
      ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
      onError: warn('trouble with the job queue'),
    });
    opened.push(() => queue.close());
    const secretBox = createSecretBox(secretKey(config.secret) ?? servers.encryptionKey);
    const cache = ephemeral ? {} : { mapCache: join(config.dataDir, 'map-cache') };
    return { config, clock, log, metrics, database, eventStore, queue, secretBox, close, ...cache };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The servers of a configuration that names both: then no data directory is used, and many processes may share them. */
function externalServers({
  databaseUrl,
  clickhouseUrl,
  secret,
}: Config): Omit<Embedded, 'health'> | undefined {
  if (databaseUrl === undefined || clickhouseUrl === undefined) return undefined;
  if (secret === undefined) throw secretMissing();
  const clickhouse = parseClickHouseUrl(clickhouseUrl);
  return { databaseUrl, clickhouse, encryptionKey: secret, stop: async () => {} };
}

function secretMissing(): CodedError {
  return new CodedError({
    code: 'secret_missing',
    status: 500,
    message:
      'Processes that share servers need one DRIFTLINE_SECRET: it encrypts what they store for each other.',
    where: 'DRIFTLINE_SECRET',
    action: 'Set the same text of at least 32 characters for every process.',
  });
}

/** The configured secret may be any text; the box wants 32 bytes in base64. */
function secretKey(secret: string | undefined): string | undefined {
  return secret === undefined ? undefined : createHash('sha256').update(secret).digest('base64');
}
