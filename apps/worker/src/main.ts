import 'reflect-metadata';
import { loadConfig, openPlatform } from '@driftline/platform';
import { createHttpApp } from '@driftline/platform/http';
import { WorkerModule } from './workerModule.js';

const config = loadConfig(process.env);
const platform = await openPlatform({ process: 'worker', config });
const app = await createHttpApp(platform, WorkerModule.register(platform));
await app.listen(config.port, config.host);
platform.log.info({ url: await app.getUrl() }, 'the worker takes jobs');

async function stop(): Promise<void> {
  await app.close();
  await platform.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
