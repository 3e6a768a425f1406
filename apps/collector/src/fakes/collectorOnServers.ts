import 'reflect-metadata';
import { loadConfig, newApiKey, openPlatform, type Platform } from '@driftline/platform';
import { createHttpApp } from '@driftline/platform/http';
import type { TestServers } from '@driftline/platform/testing';
import { CollectorModule } from '../collectorModule.js';

export interface CollectorOnServers {
  url: string;
  /** An API key with the scope `ingest`. */
  key: string;
  platform: Platform;
  stop(): Promise<void>;
}

/** The collector as its own process would run it, on real servers. */
export async function collectorOnServers(servers: TestServers): Promise<CollectorOnServers> {
  const { url, username, password, database } = servers.clickhouse;
  const clickhouse = new URL(`/${database}`, url);
  Object.assign(clickhouse, { username, password });
  const config = loadConfig({
    DATABASE_URL: servers.databaseUrl,
    DRIFTLINE_SECRET: 'shared by every process of a test',
    CLICKHOUSE_URL: clickhouse.href,
    DRIFTLINE_PORT: '0',
    DRIFTLINE_LOG_LEVEL: 'silent',
  });
  const platform = await openPlatform({ process: 'collector', config, ephemeral: true });
  const app = await createHttpApp(platform, CollectorModule.register(platform));
  await app.listen(0, '127.0.0.1');
  const { key, prefix, hash } = newApiKey();
  await platform.database.apiKeys.create({ name: 'test', prefix, hash, scopes: ['ingest'] });
  const stop = async () => {
    await app.close();
    await platform.close();
  };
  return { url: await app.getUrl(), key, platform, stop };
}
