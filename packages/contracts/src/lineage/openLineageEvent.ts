import { z } from 'zod';

const facets = z.record(z.string(), z.unknown());

/** A dataset as OpenLineage names it, with whatever facets the producer sent. */
export const openLineageDatasetSchema = z.object({
  namespace: z.string().min(1),
  name: z.string().min(1),
  facets: facets.optional(),
  inputFacets: facets.optional(),
  outputFacets: facets.optional(),
});

export type OpenLineageDataset = z.infer<typeof openLineageDatasetSchema>;

export const runStateSchema = z.enum(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']);

export type RunState = z.infer<typeof runStateSchema>;

/** OpenLineage 2-0-2 run event. Events accumulate: merge by `run.runId`. */
export const openLineageRunEventSchema = z.object({
  eventTime: z.iso.datetime({ offset: true }),
  eventType: runStateSchema.optional(),
  producer: z.string().optional(),
  schemaURL: z.string().optional(),
  run: z.object({ runId: z.string().min(1), facets: facets.optional() }),
  job: z.object({ namespace: z.string().min(1), name: z.string().min(1), facets: facets.optional() }),
  inputs: z.array(openLineageDatasetSchema).optional(),
  outputs: z.array(openLineageDatasetSchema).optional(),
});

export type OpenLineageRunEvent = z.infer<typeof openLineageRunEventSchema>;
