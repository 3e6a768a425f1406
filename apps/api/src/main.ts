import 'reflect-metadata';
import { loadConfig, openPlatform } from '@driftline/platform';
import { createApiApp } from './createApiApp.js';

const config = loadConfig(process.env);
const platform = await openPlatform({ process: 'api', config });
const app = await createApiApp(platform);
await app.listen(config.port, config.host);
platform.log.info({ url: await app.getUrl() }, 'the API and the console answer');

async function stop(): Promise<void> {
  await app.close();
  await platform.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
