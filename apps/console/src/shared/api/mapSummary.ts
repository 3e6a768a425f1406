import { mapStatusSchema } from '@driftline/contracts';
import { z } from 'zod';

/** A line of `GET /v1/maps`. */
export const mapSummarySchema = z.object({
  id: z.string(),
  status: mapStatusSchema,
  repository: z.object({ path: z.string(), commit: z.string().nullable() }),
  createdAt: z.string(),
  models: z.number().nullable().describe('null until the map is done'),
  datasets: z.number().nullable(),
  error: z.string().nullable().optional(),
});
export type MapSummary = z.infer<typeof mapSummarySchema>;
