import type { Platform } from '@driftline/platform';
import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { createHandlers } from './createHandlers.js';

const WORKER_PLATFORM = Symbol('platform of the worker');
const WORKER_OPTIONS = Symbol('options of the worker');

export interface WorkerModuleOptions {
  /** Run the repeating jobs too; true unless told. A replay drives them itself. */
  schedules?: boolean;
}

/** Runs the background jobs of the catalogue while the application lives; the platform's queue drains them at its end. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap {
  static register(platform: Platform, options: WorkerModuleOptions = {}): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: WORKER_PLATFORM, useValue: platform },
        { provide: WORKER_OPTIONS, useValue: options },
      ],
    };
  }

  constructor(
    @Inject(WORKER_PLATFORM) private readonly platform: Platform,
    @Inject(WORKER_OPTIONS) private readonly options: WorkerModuleOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.platform.queue.startWorkers(createHandlers(this.platform), this.options);
  }
}
