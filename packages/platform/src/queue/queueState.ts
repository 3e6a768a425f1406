import { type JobName, jobCatalog } from '@driftline/contracts';
import type { BackendQueue } from './backends/queueBackend.js';
import { JOB_NAMES } from './jobNames.js';
import type { JobCounts } from './queue.js';

type Queues = Record<JobName, BackendQueue>;

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

/** A delayed job that was tried before waits for its next try; one that was not was meant for later. */
async function awaitsRetry(queue: BackendQueue, delayed: number): Promise<boolean> {
  const jobs = await queue.getJobs(['delayed'], 0, delayed - 1, true);
  return jobs.some((job) => job.attemptsMade > 0);
}

/** Whether any job waits, runs, or will be tried again. */
export async function isBusy(queues: Queues): Promise<boolean> {
  const counts = await countJobs(queues);
  if (JOB_NAMES.some((name) => counts[name].waiting > 0 || counts[name].active > 0)) return true;
  const retrying = JOB_NAMES.filter((name) => counts[name].delayed > 0 && jobCatalog[name].attempts > 1);
  const waits = await Promise.all(retrying.map((name) => awaitsRetry(queues[name], counts[name].delayed)));
  return waits.includes(true);
}

/** Milliseconds that the job which has waited longest by `now` has waited. */
export async function longestWait(queues: Queues, now: number): Promise<number> {
  const oldest = await Promise.all(
    JOB_NAMES.map(async (name) => (await queues[name].getJobs(['waiting'], 0, 0, true))[0]?.timestamp ?? now),
  );
  return Math.max(0, now - Math.min(...oldest));
}
