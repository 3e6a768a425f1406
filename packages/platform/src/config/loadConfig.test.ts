import { CodedError } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { type Environment, loadConfig } from './loadConfig.js';

function messageOf(environment: Environment): string {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  return 'valid';
}

describe('loadConfig', () => {
  it('gives the documented defaults to an empty environment', () => {
    expect(loadConfig({})).toEqual({
      databaseUrl: undefined,
      clickhouseUrl: undefined,
      redisUrl: undefined,
      dataDir: '.driftline',
      port: 3210,
      host: '127.0.0.1',
      logLevel: 'info',
      secret: undefined,
      maxBodyBytes: 16 * 1024 ** 2,
      maxDecompressedBytes: 64 * 1024 ** 2,
      maxRowsPerRequest: 50_000,
      maxFeatures: 1000,
      maxNameLength: 200,
      maxStringLength: 10_000,
      maxPendingBytes: 256 * 1024 ** 2,
      latenessSeconds: 3600,
      idleSeconds: 3600,
      maxFutureSeconds: 86_400,
      retentionDays: 400,
      mapRoots: [],
      allowPrivateWebhooks: false,
      eventStoreMemoryBytes: 2 * 1024 ** 3,
      eventStoreQuerySeconds: 300,
    });
  });

  it.each([
    ['DATABASE_URL', 'postgres://u:p@db/x', 'databaseUrl', 'postgres://u:p@db/x'],
    ['CLICKHOUSE_URL', 'https://u:p@ch:8443/events', 'clickhouseUrl', 'https://u:p@ch:8443/events'],
    ['DRIFTLINE_PORT', '0', 'port', 0],
    ['DRIFTLINE_PORT', '', 'port', 3210],
    ['DRIFTLINE_MAX_BODY_BYTES', '1MiB', 'maxBodyBytes', 1024 ** 2],
    ['DRIFTLINE_MAX_BODY_BYTES', '1000', 'maxBodyBytes', 1000],
    ['DRIFTLINE_MAP_ROOTS', '/srv/a:/srv/b', 'mapRoots', ['/srv/a', '/srv/b']],
    ['DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS', '1', 'allowPrivateWebhooks', true],
    ['DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS', 'false', 'allowPrivateWebhooks', false],
  ])('%s=%s', (variable, text, key, value) => {
    expect(loadConfig({ [variable]: text })).toMatchObject({ [key]: value });
  });

  it.each([
    ['DRIFTLINE_PORT', 'http', '"http" is not a whole number; allowed: whole number from 0 to 65535'],
    ['DRIFTLINE_PORT', '65536', '"65536" is more than 65535'],
    ['DRIFTLINE_RETENTION_DAYS', '0', '"0" is less than 1'],
    ['DRIFTLINE_LATENESS_SECONDS', '1.5', '"1.5" is not a whole number'],
    ['DRIFTLINE_MAX_PENDING_BYTES', '1GB', '"1GB" is not a number of bytes'],
    ['DRIFTLINE_MAX_PENDING_BYTES', '0', '"0" is not a number of bytes'],
    ['DRIFTLINE_LOG_LEVEL', 'loud', '"loud" is not one of the allowed words; allowed: trace, debug, info'],
    ['DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS', 'maybe', '"maybe" is neither true nor false'],
    [
      'DRIFTLINE_MAP_ROOTS',
      '/srv:relative',
      '"/srv:relative" has an item that is not allowed; allowed: absolute',
    ],
    [
      'DATABASE_URL',
      'mysql://u:hidden@db/x',
      'the value is not such a URL; allowed: URL that starts with postgresql://',
    ],
    ['CLICKHOUSE_URL', 'nonsense', 'the value is not such a URL'],
    ['DRIFTLINE_SECRET', 'short', 'the value is shorter than 32 characters'],
    ['DRIFTLINE_MAX_DECOMPRESSED_BYTES', '1MiB', 'is less than DRIFTLINE_MAX_BODY_BYTES'],
  ])('refuses %s=%s', (variable, text, message) => {
    const whole = messageOf({ [variable]: text });
    expect(whole).toContain(variable);
    expect(whole).toContain(message);
  });

  it('names every bad variable at once', () => {
    const message = messageOf({
      DRIFTLINE_PORT: 'x',
      DRIFTLINE_LOG_LEVEL: 'y',
      REDIS_URL: 'z',
      DRIFTLINE_HOST: 'ok',
    });
    expect(message).toMatch(/^3 settings are not valid:/);
    expect(message).toMatch(
      /DRIFTLINE_PORT[\s\S]*DRIFTLINE_LOG_LEVEL|DRIFTLINE_LOG_LEVEL[\s\S]*DRIFTLINE_PORT/,
    );
    expect(message).toContain('REDIS_URL');
    expect(message).not.toContain('DRIFTLINE_HOST');
  });

  it('shows no secret', () => {
    const environment = { DATABASE_URL: 'mysql://u:hidden@db/x', DRIFTLINE_SECRET: 'tooshort' };
    expect(messageOf(environment)).not.toMatch(/hidden|tooshort/);
  });
});
