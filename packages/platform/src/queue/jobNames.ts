import { type JobName, jobCatalog } from '@driftline/contracts';

/** Every job of the catalogue. */
export const JOB_NAMES = Object.keys(jobCatalog) as JobName[];
