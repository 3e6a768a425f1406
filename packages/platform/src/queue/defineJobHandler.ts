import { type JobName, type JobPayload, jobCatalog } from '@driftline/contracts';
import { UnrecoverableError } from 'bullmq';
import type { JobContext, JobHandler } from './jobHandler.js';

/**
 * Ties a function to a job of the catalogue. A payload that does not fit the catalogue (written by another release)
 * fails the job at once: trying again cannot help.
 */
export function defineJobHandler<Name extends JobName>(
  name: Name,
  handle: (payload: JobPayload<Name>, context: JobContext) => Promise<void>,
): JobHandler {
  const schema = jobCatalog[name].payload;
  return {
    name,
    run: async (payload, context) => {
      const read = schema.safeParse(payload);
      if (!read.success)
        throw new UnrecoverableError(`payload does not fit the catalogue: ${read.error.message}`);
      await handle(read.data as JobPayload<Name>, context);
    },
  };
}
