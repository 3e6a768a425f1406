import type { JobName, JobPayload } from '@driftline/contracts';
import type { JobHandler } from './jobHandler.js';

export interface AddOptions {
  /**
   * At most one such job waits: while one does, another is dropped; while one is active, one more runs after it,
   * so that nothing that happened meanwhile is overlooked.
   */
  dedupe?: string;
  /** Milliseconds to wait before the job may run. */
  delayMs?: number;
}

/** How many jobs of one kind are in which state. */
export interface JobCounts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** A job that failed for good; kept with its reason until it is retried or removed. */
export interface FailedJob {
  id: string;
  name: JobName;
  payload: unknown;
  reason: string;
  attempts: number;
  /** Epoch milliseconds. */
  failedAt: number;
}

/** Background jobs of one installation. Any number of processes add; those that start workers also run them. */
export interface Queue {
  /** @throws ZodError when the payload is not what the catalogue says: a bug of the caller. */
  add<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: AddOptions): Promise<void>;
  /** Runs jobs in this process, and (unless `schedules` is false) the repeating ones of the catalogue. */
  startWorkers(handlers: readonly JobHandler[], options?: WorkerOptions): Promise<void>;
  counts(): Promise<Record<JobName, JobCounts>>;
  /** Resolves when no job is waiting, active or about to be tried again; jobs added with a delay do not count. */
  drained(): Promise<void>;
  /** Milliseconds that the longest waiting job has waited; 0 when none waits. What readiness looks at. */
  lag(): Promise<number>;
  /** Jobs that failed for good, newest first. */
  failed(): Promise<FailedJob[]>;
  /** Runs a failed job again. @throws CodedError `job_not_failed` */
  retryFailed(id: string): Promise<void>;
  /** Lets active jobs finish, then disconnects. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  /** Whether jobs with `everyMs` repeat by themselves; false in a replay, which moves time itself. */
  schedules?: boolean;
}
