import { z } from 'zod';
import { dependencyMapSchema } from './dependencyMap.js';

/** `POST /v1/maps`: the path or URL of a Git repository, or of several that are mapped together, and what to read there. */
export const mapRequestSchema = z
  .object({
    repository: z.string().min(1).optional(),
    repositories: z
      .array(z.string().min(1))
      .min(1)
      .max(50)
      .optional()
      .describe('mapped as one: what one of them writes is no source of another'),
    ref: z.string().min(1).default('HEAD'),
  })
  .refine(({ repository, repositories }) => (repository === undefined) !== (repositories === undefined), {
    message: 'name either repository or repositories',
    path: ['repository'],
  });
export type MapRequest = z.infer<typeof mapRequestSchema>;

export const mapStatusSchema = z.enum(['queued', 'running', 'done', 'failed']);
export type MapStatus = z.infer<typeof mapStatusSchema>;

/** `GET /v1/maps/{id}`: the map with its id, status and error; the map's members are present once status is `done`. */
export const storedMapSchema = dependencyMapSchema
  .partial()
  .extend({ id: z.string(), status: mapStatusSchema, error: z.string().nullable() });
export type StoredMap = z.infer<typeof storedMapSchema>;
