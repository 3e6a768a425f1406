import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { ApiModule, serveConsole, serveOpenApi } from '@driftline/api';
import { CollectorModule } from '@driftline/collector';
import { type Clock, type Config, openPlatform, type Platform } from '@driftline/platform';
import { createHttpApp } from '@driftline/platform/http';
import { WorkerModule } from '@driftline/worker';
import { Module } from '@nestjs/common';

export interface DriftlineOptions {
  config: Config;
  clock?: Clock;
  ephemeral?: boolean;
  /** Repeating jobs; a replay drives them itself. */
  schedules?: boolean;
}

/** The whole platform in one process. */
export interface Driftline {
  platform: Platform;
  /** Where the console, the API and the collector answer. */
  url: string;
  stop(): Promise<void>;
}

@Module({})
class AllInOneModule {}

/** Starts collector, worker, API and console in this process, on embedded servers unless the configuration names others. */
export async function startDriftline(options: DriftlineOptions): Promise<Driftline> {
  const { config, clock, ephemeral = false, schedules = true } = options;
  const platform = await openPlatform({
    process: 'driftline',
    config,
    ephemeral,
    ...(clock ? { clock } : {}),
  });
  try {
    const app = await createHttpApp(platform, {
      module: AllInOneModule,
      imports: [
        ApiModule.register(platform),
        CollectorModule.register(platform, { hints: schedules }),
        WorkerModule.register(platform, { schedules }),
      ],
    });
    serveOpenApi(app);
    await serveConsole(app);
    await app.listen(config.port, config.host);
    const { port } = app.getHttpServer().address() as AddressInfo;
    const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host;
    const stop = async () => {
      await app.close();
      await platform.close();
    };
    return { platform, url: `http://${host}:${port}`, stop };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
