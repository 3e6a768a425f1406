import { z } from 'zod';

/** A class or value that a model predicts or that turns out true. Classes compare as canonical strings. */
export const outcomeSchema = z.union([z.string().min(1).max(1000), z.number(), z.boolean()]);

export type Outcome = z.infer<typeof outcomeSchema>;

/** A feature's value: what a JSON scalar can hold. A feature may change type over time; every type is kept. */
export const featureValueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export type FeatureValue = z.infer<typeof featureValueSchema>;

const probability = z.number().min(0).max(1);
const name = z.string().min(1).max(200);

/** RFC 3339 with an offset (`Z` or `±hh:mm`). */
export const timestampSchema = z.iso.datetime({ offset: true });

/** One prediction of a deployed model. Identity: model, modelVersion, predictionId and the UTC day of the timestamp. */
export const predictionEventSchema = z
  .object({
    model: name.describe('name of the model; unknown models are registered by their first prediction'),
    modelVersion: name.default('1'),
    predictionId: name,
    timestamp: timestampSchema.describe('event time'),
    features: z.record(z.string().min(1).max(200), featureValueSchema).default({}),
    prediction: outcomeSchema.optional().describe('predicted class, or the number for regression'),
    score: probability.optional().describe('probability of the positive class'),
    scores: z.record(z.string(), probability).optional().describe('probability per class'),
    tags: z.record(z.string().min(1).max(200), z.string()).optional(),
    weight: z.number().positive().default(1),
    reference: z.boolean().default(false).describe('true for rows of the labelled reference period'),
  })
  .refine((event) => event.prediction !== undefined || event.score !== undefined, {
    message: 'a prediction event needs prediction or score',
    path: ['prediction'],
  });

export type PredictionEvent = z.infer<typeof predictionEventSchema>;
/** The event as a client writes it: defaults may be left out. */
export type PredictionEventInput = z.input<typeof predictionEventSchema>;
