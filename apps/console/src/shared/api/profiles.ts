import { z } from 'zod';

/**
 * Distribution of one column. Numbers have inner `edges`, so one bin more than edges, open at both ends;
 * strings have `categories`, one bin each and one for all others; booleans have neither, false before true.
 */
export const profilesSchema = z.object({
  column: z.string(),
  edges: z.array(z.number()).nullable(),
  categories: z.array(z.string()).nullable(),
  reference: z.object({ counts: z.array(z.number()) }).nullable(),
  windows: z.array(
    z.object({
      start: z.string(),
      end: z.string(),
      rows: z.number(),
      missing: z.number(),
      mean: z.number().nullable(),
      counts: z.array(z.number()),
    }),
  ),
});
export type Profiles = z.infer<typeof profilesSchema>;
