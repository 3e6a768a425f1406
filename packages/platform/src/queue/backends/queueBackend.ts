import type { JobState, JobsOptions, Processor, WorkerOptions } from 'bullmq';

/** What the queue reads of a BullMQ job. */
export interface BackendJob {
  id?: string | undefined;
  data: unknown;
  attemptsMade: number;
  failedReason: string;
  finishedOn?: number | undefined;
  timestamp: number;
  opts: { delay?: number | undefined };
  retry(state: 'failed'): Promise<void>;
}

/** What the queue uses of a BullMQ queue, whatever its backend. */
export interface BackendQueue {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  getJobCounts(...states: JobState[]): Promise<Record<string, number>>;
  getJobs(states: JobState[], start: number, end: number, ascending: boolean): Promise<BackendJob[]>;
  getJob(id: string): Promise<BackendJob | undefined>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: object; opts: JobsOptions },
  ): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** What the queue uses of a BullMQ worker, whatever its backend. */
export interface BackendWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'completed' | 'failed', listener: () => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** Where jobs live: BullMQ on PostgreSQL or on Redis. */
export interface QueueBackend {
  queue(name: string): BackendQueue;
  worker(
    name: string,
    processor: Processor<unknown, void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): BackendWorker;
  /** Ends the connections that queues and workers shared. */
  close(): Promise<void>;
}
