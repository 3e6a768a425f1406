import { z } from 'zod';

/** Why one item of a batch was not taken. */
export const rejectionSchema = z.object({
  index: z.int().min(0).describe('position in the batch, from 0'),
  predictionId: z.string().optional(),
  code: z.string(),
  detail: z.string().describe('what was wrong'),
  where: z.string().optional().describe('JSON pointer into the item'),
  action: z.string().optional().describe('what to do'),
});

export type Rejection = z.infer<typeof rejectionSchema>;

/** Answer of every batch endpoint; sent only when the accepted items are durable. */
export const ingestAnswerSchema = z.object({
  accepted: z.int().min(0),
  duplicate: z.int().min(0).describe('items repeated within this batch or idempotency key'),
  rejected: z.int().min(0),
  errors: z.array(rejectionSchema),
});

export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;
