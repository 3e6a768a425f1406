import { z } from 'zod';
import { evidenceSchema } from '../api/incident.js';
import { edgeRelationSchema } from './dependencyMap.js';

/** `appeared` is in head only, `vanished` in base only, `changed` in both with other members. */
export const mapChangeKindSchema = z.enum(['appeared', 'vanished', 'changed']);
export type MapChangeKind = z.infer<typeof mapChangeKindSchema>;

/** What changed. A dataset that is a source in base or head counts as `source`; a `dependency` is one (model, source). */
export const mapChangeSubjectSchema = z.enum(['model', 'dependency', 'source', 'dataset', 'edge']);
export type MapChangeSubject = z.infer<typeof mapChangeSubjectSchema>;

/** The member that differs, with its values on either side as texts for a person, sorted. */
export const mapChangeDetailSchema = z.object({
  member: z
    .enum([
      'carries',
      'columns',
      'confidence',
      'evidence',
      'features',
      'framework',
      'kind',
      'path',
      'source',
      'spelling',
    ])
    .describe('spelling: namespace, name and aliases; source: whether nothing in the map writes it'),
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type MapChangeDetail = z.infer<typeof mapChangeDetailSchema>;

/** One difference. Keys never hold ids of a map nor line numbers, so that they mean the same in every map. */
export const mapChangeSchema = z.object({
  key: z.string().describe('stable; at most one change of a difference has it'),
  subject: mapChangeSubjectSchema,
  change: mapChangeKindSchema,
  label: z.string().describe('for a person'),
  relation: edgeRelationSchema.optional().describe('of an edge'),
  details: z.array(mapChangeDetailSchema).describe('what differs; empty unless changed'),
  evidence: z.object({ before: z.array(evidenceSchema), after: z.array(evidenceSchema) }),
  reaches: z.array(z.string()).describe('keys of the models that it reaches, in base or head'),
});
export type MapChange = z.infer<typeof mapChangeSchema>;

/** One model that a change reaches. */
export const mapDiffModelSchema = z.object({
  key: z.string(),
  name: z.string(),
  path: z.string(),
  state: z.enum(['appeared', 'vanished', 'kept']),
  inputsChanged: z.boolean().describe('a source of it appeared, vanished or changed'),
  changes: z.array(z.string()).describe('keys of the changes that reach it'),
  summary: z.string().describe('a sentence for a person'),
});
export type MapDiffModel = z.infer<typeof mapDiffModelSchema>;

const count = z.object({ appeared: z.int().min(0), vanished: z.int().min(0), changed: z.int().min(0) });

/** How many changes there are of each subject. */
export const mapDiffCountsSchema = z.record(mapChangeSubjectSchema, count);
export type MapDiffCounts = z.infer<typeof mapDiffCountsSchema>;

export const mapDiffSideSchema = z.object({
  id: z.string().optional().describe('of the stored map'),
  repository: z.string(),
  commit: z.string().nullable(),
});
export type MapDiffSide = z.infer<typeof mapDiffSideSchema>;

/** What differs between two maps, and which models that reaches. */
export const mapDiffSchema = z.object({
  base: mapDiffSideSchema,
  head: mapDiffSideSchema,
  counts: mapDiffCountsSchema,
  changes: z.array(mapChangeSchema),
  models: z.array(mapDiffModelSchema).describe('every model that a change reaches'),
});
export type MapDiff = z.infer<typeof mapDiffSchema>;
