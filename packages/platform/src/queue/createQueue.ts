import { type JobName, jobCatalog } from '@driftline/contracts';
import type { JobsOptions } from 'bullmq';
import { connectPostgresBackend } from './backends/postgresBackend.js';
import type { BackendQueue, BackendWorker, QueueBackend } from './backends/queueBackend.js';
import { connectRedisBackend } from './backends/redisBackend.js';
import { checkHandlers } from './checkHandlers.js';
import { failedJobId, listFailed, retryFailed } from './failedJobs.js';
import type { JobHandler } from './jobHandler.js';
import { JOB_NAMES } from './jobNames.js';
import type { AddOptions, Queue, WorkerOptions } from './queue.js';
import { countJobs, isBusy, longestWait } from './queueState.js';
import { Turnstile } from './turnstile.js';

export interface QueueOptions {
  /** PostgreSQL, used unless `redisUrl` is given. */
  databaseUrl: string;
  /** Redis instead of PostgreSQL. */
  redisUrl?: string;
  /** Separates installations that share a server; `driftline` unless told. */
  prefix?: string;
  /**
   * Milliseconds after which the job of a worker that died is taken to be lost and is run again by another;
   * 30,000 unless told.
   */
  lockMs?: number;
  /** Told of connection trouble; the connection mends itself. */
  onError?: (error: Error) => void;
}

/** Failed jobs kept per kind. */
const FAILED_KEPT = 200;
/** A job may lose its worker so often before it is taken to be what kills workers. */
const MAX_STALLED = 5;
/** While jobs run elsewhere, `drained` looks so often. */
const LOOK_AGAIN_MS = 20;

function jobOptions(name: JobName, options: AddOptions = {}): JobsOptions {
  const { attempts, backoffMs } = jobCatalog[name];
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: true,
    removeOnFail: { count: FAILED_KEPT },
    ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
    ...(options.dedupe === undefined
      ? {}
      : { deduplication: { id: options.dedupe, keepLastIfActive: true } }),
  };
}

/** Connects to the jobs. @throws CodedError `redis_evicts`; errors of the server when it cannot be reached */
export async function createQueue(options: QueueOptions): Promise<Queue> {
  const { redisUrl, databaseUrl, prefix = 'driftline', lockMs = 30_000, onError = () => {} } = options;
  const backend =
    redisUrl === undefined
      ? await connectPostgresBackend(databaseUrl, onError)
      : await connectRedisBackend(redisUrl, onError);
  const queueName = (name: JobName) => `${prefix}.${name}`;
  const queues = openQueues(backend, queueName, onError);
  const workers: BackendWorker[] = [];
  const finished = new Turnstile();

  const startWorker = (handler: JobHandler): BackendWorker => {
    const { name } = handler;
    const worker = backend.worker(
      queueName(name),
      (job) => handler.run(job.data, { id: failedJobId(name, job.id), attempt: job.attemptsMade + 1 }),
      {
        concurrency: jobCatalog[name].concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: MAX_STALLED,
      },
    );
    worker.on('error', onError);
    worker.on('completed', () => finished.turn());
    worker.on('failed', () => finished.turn());
    return worker;
  };

  return {
    add: async (name, payload, addOptions) => {
      const data = jobCatalog[name].payload.parse(payload);
      await queues[name].add(name, data, jobOptions(name, addOptions));
    },
    startWorkers: async (handlers: readonly JobHandler[], workerOptions: WorkerOptions = {}) => {
      for (const handler of checkHandlers(handlers).values()) workers.push(startWorker(handler));
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
      if (workerOptions.schedules ?? true) await startSchedules(queues);
    },
    counts: () => countJobs(queues),
    drained: async () => {
      for (;;) {
        const turn = finished.next(LOOK_AGAIN_MS);
        if (!(await isBusy(queues))) return turn.cancel();
        await turn.passed;
      }
    },
    lag: () => longestWait(queues, Date.now()),
    failed: () => listFailed(queues),
    retryFailed: (id) => retryFailed(queues, id),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await backend.close();
    },
  };
}

function openQueues(
  backend: QueueBackend,
  queueName: (name: JobName) => string,
  onError: (error: Error) => void,
): Record<JobName, BackendQueue> {
  const opened = JOB_NAMES.map((name) => [name, backend.queue(queueName(name))] as const);
  for (const [, queue] of opened) queue.on('error', onError);
  return Object.fromEntries(opened) as Record<JobName, BackendQueue>;
}

async function startSchedules(queues: Record<JobName, BackendQueue>): Promise<void> {
  for (const name of JOB_NAMES) {
    const { everyMs } = jobCatalog[name];
    if (everyMs === undefined) continue;
    const opts = jobOptions(name);
    await queues[name].upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts });
  }
}
