import { z } from 'zod';

/** How one kind of background job runs. Jobs are hints: what is due is derived from the stores. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  payload: Payload;
  /** Tries before the job is failed and kept with its reason, to be replayed by hand. */
  attempts: number;
  /** First back-off in milliseconds; doubles with every try. */
  backoffMs: number;
  /** Jobs of this kind that one worker runs at the same time. */
  concurrency: number;
  /** Repeats by itself every so many milliseconds. */
  everyMs?: number;
}

const job = <Payload extends z.ZodType>(definition: JobDefinition<Payload>) => definition;

/**
 * Every background job. Adding one: an entry here and one handler in apps/worker; start-up fails without it. A job
 * that adds others stands before them: whether all is done is looked at in this order.
 */
export const jobCatalog = {
  /** Finds models with something due and asks for their evaluation. */
  sweep: job({ payload: z.object({}), attempts: 1, backoffMs: 1000, concurrency: 1, everyMs: 5000 }),
  /** Asks where the branch of a registered repository stands, and has it mapped if it moved. */
  pollRepository: job({
    payload: z.object({ repositoryId: z.string() }),
    attempts: 2,
    backoffMs: 2000,
    concurrency: 2,
  }),
  /** Maps a repository; of a registered one, compares the map with the one before. */
  buildMap: job({ payload: z.object({ mapId: z.string() }), attempts: 2, backoffMs: 2000, concurrency: 1 }),
  /** Joins labels that landed to their predictions, learns a reference when due, evaluates every due asOf in order. */
  evaluateModel: job({
    payload: z.object({ modelId: z.string() }),
    attempts: 5,
    backoffMs: 1000,
    concurrency: 2,
  }),
  /** Ranks the suspects of an incident. */
  diagnoseIncident: job({
    payload: z.object({ incidentId: z.string() }),
    attempts: 5,
    backoffMs: 1000,
    concurrency: 1,
  }),
  /** Sends one alert to one endpoint. Retries follow the delivery's own schedule, so the job itself is tried once. */
  deliverAlert: job({
    payload: z.object({ deliveryId: z.string() }),
    attempts: 1,
    backoffMs: 1000,
    concurrency: 4,
  }),
  /** Removes what retention no longer keeps from the facts (events expire in ClickHouse by TTL). */
  applyRetention: job({
    payload: z.object({}),
    attempts: 3,
    backoffMs: 60_000,
    concurrency: 1,
    everyMs: 3_600_000,
  }),
};

export type JobName = keyof typeof jobCatalog;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobCatalog)[Name]['payload']>;
