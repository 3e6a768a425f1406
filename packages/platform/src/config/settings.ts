import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { bytes, flag, integer, list, oneOf, setting, url } from './settingTypes.js';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const BILLION = 1_000_000_000;

/** Every environment variable that Driftline's processes read. The reference page is made from this. */
export const settings = {
  databaseUrl: url(
    'DATABASE_URL',
    ['postgresql', 'postgres'],
    'embedded PostgreSQL',
    'PostgreSQL server for facts: models, monitors, incidents, lineage, users.',
  ),
  clickhouseUrl: url(
    'CLICKHOUSE_URL',
    ['http', 'https'],
    'embedded ClickHouse engine',
    'ClickHouse server for events, as http://user:password@host:8123/database.',
  ),
  redisUrl: url('REDIS_URL', ['redis', 'rediss'], 'jobs on PostgreSQL', 'Redis server for background jobs.'),
  dataDir: setting('DRIFTLINE_DATA_DIR', z.string().default('.driftline'), {
    description: 'Folder of the embedded servers, their secrets and the data.',
    allowed: 'path of a folder; made if need be',
    fallback: '.driftline',
  }),
  port: integer('DRIFTLINE_PORT', [0, 65_535], 3210, 'Port of the HTTP server; 0 takes any free one.'),
  host: setting('DRIFTLINE_HOST', z.string().default('127.0.0.1'), {
    description: 'Address on which the HTTP server listens; 0.0.0.0 for every network.',
    allowed: 'host name or IP address',
    fallback: '127.0.0.1',
  }),
  logLevel: oneOf('DRIFTLINE_LOG_LEVEL', logLevels, 'info', 'The least important log line that is written.'),
  secret: setting('DRIFTLINE_SECRET', z.string().min(32, 'is shorter than 32 characters').optional(), {
    description: 'Key that encrypts stored secrets, such as webhook URLs. The same for every process.',
    allowed: 'at least 32 characters',
    fallback: 'made and kept in the data folder',
    secret: true,
  }),
  maxBodyBytes: bytes('DRIFTLINE_MAX_BODY_BYTES', '16MiB', 'Largest request body, as sent.'),
  maxDecompressedBytes: bytes(
    'DRIFTLINE_MAX_DECOMPRESSED_BYTES',
    '64MiB',
    'Largest request body after gzip or zstd is undone.',
  ),
  maxRowsPerRequest: integer(
    'DRIFTLINE_MAX_ROWS_PER_REQUEST',
    [1, BILLION],
    50_000,
    'Events in one request.',
  ),
  maxFeatures: integer('DRIFTLINE_MAX_FEATURES', [1, 10_000], 1000, 'Features of one model.'),
  maxNameLength: integer(
    'DRIFTLINE_MAX_NAME_LENGTH',
    [1, 10_000],
    200,
    'Characters in a name: model, version, feature, tag or prediction id.',
  ),
  maxStringLength: integer(
    'DRIFTLINE_MAX_STRING_LENGTH',
    [1, BILLION],
    10_000,
    'Characters in a feature value.',
  ),
  maxPendingBytes: bytes(
    'DRIFTLINE_MAX_PENDING_BYTES',
    '256MiB',
    'Events held in memory before they are stored; beyond it the collector answers 503.',
  ),
  latenessSeconds: integer(
    'DRIFTLINE_LATENESS_SECONDS',
    [0, BILLION],
    3600,
    'How long after its end a window still waits for late events.',
  ),
  idleSeconds: integer(
    'DRIFTLINE_IDLE_SECONDS',
    [1, BILLION],
    3600,
    'How long a model sends nothing until its watermark follows the clock.',
  ),
  maxFutureSeconds: integer(
    'DRIFTLINE_MAX_FUTURE_SECONDS',
    [0, BILLION],
    86_400,
    "How far ahead of the server's clock an event's timestamp may be.",
  ),
  retentionDays: integer(
    'DRIFTLINE_RETENTION_DAYS',
    [1, 36_500],
    400,
    'Days for which raw events are kept, counted from when they were received.',
  ),
  mapRoots: list('DRIFTLINE_MAP_ROOTS', ':', isAbsolute, {
    description: 'Folders below which local repositories may be mapped over REST.',
    allowed: 'absolute paths, separated by colons',
    fallback: 'none',
  }),
  allowPrivateWebhooks: flag(
    'DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS',
    false,
    'Whether webhooks may go to private and loopback addresses.',
  ),
  eventStoreMemoryBytes: bytes(
    'DRIFTLINE_EVENT_STORE_MEMORY_BYTES',
    '2GiB',
    'Memory that one query of the embedded event store may take.',
  ),
  eventStoreQuerySeconds: integer(
    'DRIFTLINE_EVENT_STORE_QUERY_SECONDS',
    [1, 86_400],
    300,
    'Seconds after which a query of the embedded event store is ended.',
  ),
};

type Settings = typeof settings;

/** The validated settings of a process. */
export type Config = { [Key in keyof Settings]: z.output<Settings[Key]['schema']> };
