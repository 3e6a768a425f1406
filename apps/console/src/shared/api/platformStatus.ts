import { z } from 'zod';

/** `GET /v1/status`. The clock is simulated while a replay or the demo lives through the past. */
export const platformStatusSchema = z.object({
  version: z.string(),
  clock: z.object({ now: z.string(), simulated: z.boolean() }),
});
