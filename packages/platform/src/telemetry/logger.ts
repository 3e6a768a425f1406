import { type DestinationStream, type Logger, pino } from 'pino';

/** Where secrets may stand in what is logged; every one of them is replaced. */
const SECRETS = [
  'password',
  'passwordHash',
  'secret',
  'token',
  'apiKey',
  'authorization',
  'cookie',
  'set-cookie',
  'databaseUrl',
  'redisUrl',
  'clickhouseUrl',
];

const PLACES = ['', '*.', '*.*.'];

function redactedPaths(): string[] {
  return PLACES.flatMap((place) =>
    SECRETS.map((name) =>
      name.includes('-') ? `${place === '' ? '' : place.slice(0, -1)}["${name}"]` : `${place}${name}`,
    ),
  );
}

export interface LoggerOptions {
  /** Name of the process: collector, worker, api … */
  process: string;
  /** `info` unless told. An ERROR line means that somebody must act now. */
  level?: string;
  /** Standard error unless told: standard output belongs to a command's answer. */
  destination?: DestinationStream;
}

/** One JSON line per entry; secrets are redacted wherever they stand, up to three levels deep. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      name: options.process,
      level: options.level ?? 'info',
      redact: { paths: redactedPaths(), censor: '[redacted]' },
    },
    options.destination ?? pino.destination(2),
  );
}

export type { Logger };
