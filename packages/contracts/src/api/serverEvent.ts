import { z } from 'zod';

/** What `GET /v1/events` (server-sent events) tells: which thing changed; the listener fetches it anew. */
export const serverEventSchema = z.object({
  kind: z.enum(['incident', 'window', 'model', 'map', 'delivery']),
  id: z.string().describe('incident id, model name, map id or delivery id'),
  model: z.string().nullable(),
  at: z.iso.datetime(),
});

export type ServerEvent = z.infer<typeof serverEventSchema>;
