import { z } from 'zod';
import { outcomeSchema, timestampSchema } from './predictionEvent.js';

/**
 * The truth of one prediction. `timestamp` is when it became known; it applies to every prediction with that id;
 * the greatest timestamp wins, ties by arrival.
 */
export const labelEventSchema = z.object({
  model: z.string().min(1).max(200),
  predictionId: z.string().min(1).max(200),
  timestamp: timestampSchema.describe('when the label became known'),
  label: outcomeSchema,
  predictionTimestamp: timestampSchema.optional().describe('event time of the prediction; spares the search'),
});

export type LabelEvent = z.infer<typeof labelEventSchema>;
