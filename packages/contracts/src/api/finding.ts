import { z } from 'zod';

/** How urgent a finding is, in the paper's order: hard pages by itself, soft and drift are evidence. */
export const findingLevelSchema = z.enum(['hard', 'soft', 'drift']);

export type FindingLevel = z.infer<typeof findingLevelSchema>;

/** One piece of evidence about one column (or the whole window) of one evaluated window. */
export const findingSchema = z.object({
  kind: z.string().describe('name of the finding plug-in, e.g. unit-change'),
  column: z.string().nullable().describe('feature name, or null for the whole window'),
  level: findingLevelSchema,
  effect: z.number().describe('effect size, in the unit that `measure` names'),
  threshold: z.number().describe('calibrated threshold that the effect passed'),
  measure: z.string().describe('what effect and threshold measure, e.g. jensen-shannon distance'),
  message: z.string().describe('one sentence for a person'),
  details: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
});

export type Finding = z.infer<typeof findingSchema>;
