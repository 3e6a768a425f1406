import 'reflect-metadata';
import {
  hashPassword,
  loadConfig,
  newApiKey,
  openPlatform,
  type Platform,
  type Role,
  type Scope,
} from '@driftline/platform';
import type { TestServers } from '@driftline/platform/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApiApp } from '../createApiApp.js';
import { type Call, callTo } from './call.js';

export interface ApiOnServers {
  url: string;
  app: NestFastifyApplication;
  platform: Platform;
  /** Keys by what they may do. */
  keys: Record<Scope, string>;
  /** Sends a request; with the admin key unless told. */
  call: Call;
  /** Makes a user and signs in; answers with the Cookie header. */
  signIn(name: string, role: Role): Promise<string>;
  stop(): Promise<void>;
}

const PASSWORD = 'correct horse battery staple';

/** The API as its own process runs it, on real servers. */
export async function apiOnServers(
  servers: TestServers,
  environment: Record<string, string> = {},
): Promise<ApiOnServers> {
  const config = loadConfig({ ...environmentOf(servers), ...environment });
  const platform = await openPlatform({ process: 'api', config, ephemeral: true });
  const app = await createApiApp(platform);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const makeKey = async (scope: Scope) => {
    const { key, prefix, hash } = newApiKey();
    await platform.database.apiKeys.create({ name: scope, prefix, hash, scopes: [scope] });
    return key;
  };
  const keys = {
    ingest: await makeKey('ingest'),
    read: await makeKey('read'),
    admin: await makeKey('admin'),
  };
  const call = callTo(url, keys.admin);
  return {
    url,
    app,
    platform,
    keys,
    call,
    signIn: async (name, role) => {
      await platform.database.users.create({ name, passwordHash: await hashPassword(PASSWORD), role });
      const reply = await call('POST', '/v1/session', {
        key: null,
        body: { email: name, password: PASSWORD },
      });
      return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    stop: async () => {
      await app.close();
      await platform.close();
    },
  };
}

/** The environment of a process that shares these servers. */
export function environmentOf({ databaseUrl, clickhouse }: TestServers): Record<string, string> {
  const { url, username, password, database } = clickhouse;
  const address = Object.assign(new URL(`/${database}`, url), { username, password });
  return {
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: address.href,
    DRIFTLINE_SECRET: 'shared by every process of a test',
    DRIFTLINE_PORT: '0',
    DRIFTLINE_LOG_LEVEL: 'silent',
  };
}
