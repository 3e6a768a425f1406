import type { JobName } from '@driftline/contracts';

/** What a handler may know of the run that it is in. */
export interface JobContext {
  /** Id of the job, as `failed` lists it. */
  id: string;
  /** Number of this try, from 1. */
  attempt: number;
}

/**
 * What one kind of job does; built by `defineJobHandler`, which ties the payload's type to the name. It may run twice
 * for one job (a worker died), so it must be safe to repeat.
 */
export interface JobHandler {
  name: JobName;
  /** Reads the payload as the catalogue declares it and does the job. */
  run(payload: unknown, context: JobContext): Promise<void>;
}
