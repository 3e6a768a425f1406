import { type JobName, jobCatalog } from '@driftline/contracts';
import type { BackendQueue } from './backends/queueBackend.js';
import { JOB_NAMES } from './jobNames.js';
import type { JobCounts } from './queue.js';

type Queues = Record<JobName, BackendQueue>;

/** The longest waiting are first; so many are enough to find one that was never tried. */
const LOOKED_AT = 20;

async function countQueue(queue: BackendQueue): Promise<JobCounts> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  return {
    waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
  };
}

export async function countJobs(queues: Queues): Promise<Record<JobName, JobCounts>> {
  const counted = await Promise.all(JOB_NAMES.map(async (name) => [name, await countQueue(queues[name])]));
  return Object.fromEntries(counted);
}

/**
 * A delayed job that was tried before waits for its next try; one that was not was meant for later. When fewer are
 * found than were counted, one has moved on to run in between.
 */
async function awaitsRetry(queue: BackendQueue, delayed: number): Promise<boolean> {
  const jobs = await queue.getJobs(['delayed'], 0, delayed - 1, true);
  return jobs.length < delayed || jobs.some((job) => job.attemptsMade > 0);
}

async function isQueueBusy(name: JobName, queue: BackendQueue): Promise<boolean> {
  const { waiting, active, delayed } = await countQueue(queue);
  if (waiting > 0 || active > 0) return true;
  return delayed > 0 && jobCatalog[name].attempts > 1 && (await awaitsRetry(queue, delayed));
}

/**
 * Whether any job waits, runs, or will be tried again. Looks at one kind after the other, in the order of the
 * catalogue: a job adds others only of kinds that come later, so what a finished one added is still seen.
 */
export async function isBusy(queues: Queues): Promise<boolean> {
  for (const name of JOB_NAMES) {
    if (await isQueueBusy(name, queues[name])) return true;
  }
  return false;
}

/** Time at which the first of the next waiting jobs could have run; tried jobs do not count, they had their turn. */
async function oldestRunnable(queue: BackendQueue, now: number): Promise<number> {
  const jobs = await queue.getJobs(['waiting'], 0, LOOKED_AT - 1, true);
  const untried = jobs.filter((job) => job.attemptsMade === 0);
  return Math.min(now, ...untried.map((job) => job.timestamp + (job.opts.delay ?? 0)));
}

/** Milliseconds that the job which has waited longest by `now` has waited. */
export async function longestWait(queues: Queues, now: number): Promise<number> {
  const oldest = await Promise.all(JOB_NAMES.map((name) => oldestRunnable(queues[name], now)));
  return now - Math.min(...oldest);
}
