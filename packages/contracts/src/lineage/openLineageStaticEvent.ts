import { z } from 'zod';
import {
  type OpenLineageRunEvent,
  openLineageDatasetSchema,
  openLineageRunEventSchema,
} from './openLineageEvent.js';

const { eventTime, producer, schemaURL, job, inputs, outputs } = openLineageRunEventSchema.shape;
const head = { eventTime, producer, schemaURL };

/** OpenLineage 2-0-2 job event: what a job reads and writes by its design, without a run. */
export const openLineageJobEventSchema = z.object({
  ...head,
  job,
  inputs,
  outputs,
  run: z.undefined().optional(),
});

export type OpenLineageJobEvent = z.infer<typeof openLineageJobEventSchema>;

/** OpenLineage 2-0-2 dataset event: facets of a dataset, without a run. */
export const openLineageDatasetEventSchema = z.object({
  ...head,
  dataset: openLineageDatasetSchema,
  run: z.undefined().optional(),
  job: z.undefined().optional(),
});

export type OpenLineageDatasetEvent = z.infer<typeof openLineageDatasetEventSchema>;

/** Any event of OpenLineage: of a run, or by design. */
export type OpenLineageEvent = OpenLineageRunEvent | OpenLineageJobEvent | OpenLineageDatasetEvent;
