import { z } from 'zod';

export const taskSchema = z.enum(['binary', 'multiclass', 'regression']);
export type Task = z.infer<typeof taskSchema>;

export const columnSchema = z.object({
  name: z.string(),
  types: z.array(z.enum(['number', 'string', 'boolean'])),
  firstSeenAt: z.iso.datetime(),
});
export type Column = z.infer<typeof columnSchema>;

/** How an SLI behaved on the reference: the band that charts draw and that paging is judged against. */
export const referenceSliSchema = z.object({
  metric: z.string(),
  value: z.number(),
  low: z.number().describe('lower end of the natural variation between reference windows'),
  high: z.number(),
  pages: z.boolean().describe('whether this SLI may page: chosen on the reference by its power to show harm'),
});
export type ReferenceSli = z.infer<typeof referenceSliSchema>;

export const modelSchema = z.object({
  id: z.string(),
  name: z.string(),
  task: taskSchema.nullable().describe('null until traffic shows it'),
  positiveLabel: z.string().nullable(),
  versions: z.array(z.string()),
  columns: z.array(columnSchema),
  windowSeconds: z.int().nullable().describe('length of a window; null until a reference is learnt'),
  reference: z
    .object({
      start: z.iso.datetime(),
      end: z.iso.datetime(),
      rows: z.int(),
      slis: z.array(referenceSliSchema),
    })
    .nullable(),
  rows: z.int(),
  labels: z.int(),
  newestEventAt: z.iso.datetime().nullable(),
  watermark: z.iso.datetime().nullable(),
  openIncidents: z.int(),
  createdAt: z.iso.datetime(),
});
export type Model = z.infer<typeof modelSchema>;
