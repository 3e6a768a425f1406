import { z } from 'zod';
import { evidenceSchema } from '../api/incident.js';
import { mapNoticeSchema } from './mapNotice.js';

/** How sure the mapper is: `exact` from constants, `inferred` over a default or a naming rule, `possible` a guess. */
export const mapConfidenceSchema = z.enum(['exact', 'inferred', 'possible']);
export type MapConfidence = z.infer<typeof mapConfidenceSchema>;

export const datasetKindSchema = z.enum([
  'table',
  'object',
  'file',
  'topic',
  'stream',
  'api',
  'feature-view',
  'model',
  'unknown',
]);
export type DatasetKind = z.infer<typeof datasetKindSchema>;

export const mapDatasetSchema = z.object({
  id: z.string().describe('local to the map'),
  namespace: z.string().describe('OpenLineage namespace'),
  name: z.string(),
  kind: datasetKindSchema,
  aliases: z.array(z.string()).describe('every other spelling seen, as written'),
  columns: z.array(z.string()).describe('columns that the code names'),
  external: z.boolean().describe('true: nothing in the repository writes it, so it is a source'),
});
export type MapDataset = z.infer<typeof mapDatasetSchema>;

export const activityKindSchema = z.enum([
  'script',
  'notebook',
  'query',
  'dbt-model',
  'pipeline-activity',
  'stage',
  'job',
  'task',
]);
export type ActivityKind = z.infer<typeof activityKindSchema>;

export const mapActivitySchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  language: z.string(),
  kind: activityKindSchema,
});
export type MapActivity = z.infer<typeof mapActivitySchema>;

export const mapModelSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  line: z.int().min(1),
  framework: z.string(),
});
export type MapModel = z.infer<typeof mapModelSchema>;

/** `reads` dataset to activity, `writes` activity to dataset, `trains` activity to model, `serves` model to activity, `runs` activity to activity. */
export const edgeRelationSchema = z.enum(['reads', 'writes', 'trains', 'serves', 'runs']);
export type EdgeRelation = z.infer<typeof edgeRelationSchema>;

export const mapEdgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  relation: edgeRelationSchema,
  evidence: z.array(evidenceSchema),
  confidence: mapConfidenceSchema,
  analyzer: z.string(),
  carries: z
    .array(z.string())
    .optional()
    .describe('of a write: ids of the datasets whose data reach what is written; absent: not known'),
});
export type MapEdge = z.infer<typeof mapEdgeSchema>;

/** Which columns of the source reach one named feature of the model. */
export const dependencyFeatureSchema = z.object({ feature: z.string(), columns: z.array(z.string()) });
export type DependencyFeature = z.infer<typeof dependencyFeatureSchema>;

/** One model depends on one source; `path` lists node ids from the source to the model. */
export const mapDependencySchema = z.object({
  model: z.string(),
  source: z.string(),
  path: z.array(z.string()),
  columns: z.array(z.string()),
  features: z.array(dependencyFeatureSchema).optional(),
  confidence: mapConfidenceSchema,
});
export type MapDependency = z.infer<typeof mapDependencySchema>;

/** An activity graph: a DAG, a DVC file, a notebook job. */
export const mapGraphSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  path: z.string(),
  activities: z.array(z.string()),
});
export type MapGraph = z.infer<typeof mapGraphSchema>;

export const mapFailureSchema = z.object({ path: z.string(), error: z.string() });
export type MapFailure = z.infer<typeof mapFailureSchema>;

/** An access whose data could not be named: nothing is lost in silence. */
export const mapUnresolvedSchema = z.object({
  path: z.string(),
  line: z.int().min(1),
  call: z.string(),
  reason: z.string(),
});
export type MapUnresolved = z.infer<typeof mapUnresolvedSchema>;

export const mapStatisticsSchema = z.object({
  files: z.int().min(0),
  lines: z.int().min(0),
  seconds: z.number().min(0),
  skipped: z.record(z.string(), z.int().min(0)).describe('files not read, counted by reason'),
  languages: z.record(z.string(), z.object({ files: z.int().min(0), lines: z.int().min(0) })),
});
export type MapStatistics = z.infer<typeof mapStatisticsSchema>;

/** A repository as it was read. */
export const mappedRepositorySchema = z.object({
  path: z.string(),
  commit: z.string().nullable().describe('null for a plain folder'),
});
export type MappedRepository = z.infer<typeof mappedRepositorySchema>;

/** The answer of the mapper: every data source of every model of one repository at one commit. Ids are local to the map. */
export const dependencyMapSchema = z.object({
  repository: mappedRepositorySchema,
  repositories: z
    .array(mappedRepositorySchema)
    .optional()
    .describe('every repository of a map that joins several'),
  datasets: z.array(mapDatasetSchema),
  activities: z.array(mapActivitySchema),
  models: z.array(mapModelSchema),
  edges: z.array(mapEdgeSchema),
  dependencies: z.array(mapDependencySchema),
  graphs: z.array(mapGraphSchema),
  failures: z.array(mapFailureSchema),
  unresolved: z.array(mapUnresolvedSchema),
  statistics: mapStatisticsSchema,
  notices: z.array(mapNoticeSchema).optional().describe('why the map is empty, where it is'),
});
export type DependencyMap = z.infer<typeof dependencyMapSchema>;
