import { CodedError, type JobName, jobCatalog } from '@driftline/contracts';
import type { JobHandler } from './jobHandler.js';

/**
 * The handlers by job name, one each.
 * @throws CodedError `job_handler_missing`, `job_handler_doubled`, `job_unknown`
 */
export function checkHandlers(handlers: readonly JobHandler[]): Map<JobName, JobHandler> {
  const byName = new Map<JobName, JobHandler>();
  for (const handler of handlers) {
    if (!Object.hasOwn(jobCatalog, handler.name))
      throw refused(
        'job_unknown',
        handler.name,
        'is not in the job catalogue',
        'Add it to jobCatalog in contracts.',
      );
    if (byName.has(handler.name))
      throw refused('job_handler_doubled', handler.name, 'has two handlers', 'Register one handler per job.');
    byName.set(handler.name, handler);
  }
  for (const name of Object.keys(jobCatalog))
    if (!byName.has(name as JobName))
      throw refused(
        'job_handler_missing',
        name,
        'has no handler',
        'Write one and register it with the worker.',
      );
  return byName;
}

function refused(code: string, name: string, what: string, action: string): CodedError {
  return new CodedError({ code, status: 500, message: `Job ${name} ${what}.`, where: name, action });
}
