import { CodedError, type JobName } from '@driftline/contracts';
import type { BackendJob, BackendQueue } from './backends/queueBackend.js';
import { JOB_NAMES } from './jobNames.js';
import type { FailedJob } from './queue.js';

type Queues = Record<JobName, BackendQueue>;

const SHOWN_PER_JOB = 100;

/** Id of a job across all kinds: its name and the backend's own id. */
export function failedJobId(name: JobName, id: string | undefined): string {
  return `${name}:${id ?? ''}`;
}

function toFailedJob(name: JobName, job: BackendJob): FailedJob {
  return {
    id: failedJobId(name, job.id),
    name,
    payload: job.data,
    reason: job.failedReason,
    attempts: job.attemptsMade,
    failedAt: job.finishedOn ?? job.timestamp,
  };
}

/** Jobs that failed for good, newest first, at most 100 of a kind. */
export async function listFailed(queues: Queues): Promise<FailedJob[]> {
  const lists = await Promise.all(
    JOB_NAMES.map(async (name) => {
      const jobs = await queues[name].getJobs(['failed'], 0, SHOWN_PER_JOB - 1, false);
      return jobs.map((job) => toFailedJob(name, job));
    }),
  );
  return lists.flat().sort((one, other) => other.failedAt - one.failedAt);
}

/** @throws CodedError `job_not_failed` when there is no such job or it did not fail. */
export async function retryFailed(queues: Queues, id: string): Promise<void> {
  const [name = '', ...rest] = id.split(':');
  const queue = JOB_NAMES.includes(name as JobName) ? queues[name as JobName] : undefined;
  const job = await queue?.getJob(rest.join(':'));
  if (job?.finishedOn === undefined || !job.failedReason) throw jobNotFailed(id);
  await job.retry('failed');
}

function jobNotFailed(id: string): CodedError {
  return new CodedError({
    code: 'job_not_failed',
    status: 404,
    message: `There is no failed job ${id}.`,
    where: id,
    action: 'List the failed jobs; it may have been retried or removed already.',
  });
}
