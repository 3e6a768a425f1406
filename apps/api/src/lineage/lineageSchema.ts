import { runStateSchema } from '@driftline/contracts';
import { z } from 'zod';

const facets = z.record(z.string(), z.unknown()).describe('OpenLineage facets by name');
const seen = { firstSeenAt: z.iso.datetime(), lastSeenAt: z.iso.datetime() };
const named = { id: z.string(), namespace: z.string(), name: z.string(), facets };
const runDatasets = z.array(z.object({ datasetId: z.string(), facets }));

/** `GET /v1/lineage`: what ran. */
export const lineageSchema = z.object({
  datasets: z.array(z.object({ ...named, ...seen })),
  jobs: z.array(z.object({ ...named, ...seen })),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      relation: z.enum(['reads', 'writes']),
      lastSeenAt: z.iso.datetime(),
    }),
  ),
  runs: z
    .array(
      z.object({
        id: z.string(),
        jobId: z.string(),
        state: runStateSchema,
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime().nullable(),
        facets,
        inputs: runDatasets,
        outputs: runDatasets,
      }),
    )
    .describe('newest runs of every job, newest first'),
});

export type Lineage = z.infer<typeof lineageSchema>;
