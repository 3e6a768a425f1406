export * from './api/delivery.js';
export * from './api/finding.js';
export * from './api/incident.js';
export * from './api/model.js';
export * from './api/page.js';
export * from './api/serverEvent.js';
export * from './api/window.js';
export { canonicalKey } from './datasets/canonicalKey.js';
export { datasetId } from './datasets/datasetId.js';
export type { DatasetIdentity } from './datasets/datasetIdentity.js';
export { datasetOfUri } from './datasets/datasetOfUri.js';
export { CodedError, type ErrorDetails } from './errors/codedError.js';
export { type Problem, problemOf, problemSchema } from './errors/problem.js';
export { canonicalOutcome } from './events/canonicalOutcome.js';
export type { LabelRecord, PredictionRecord } from './events/eventRecord.js';
export {
  type IngestAnswer,
  ingestAnswerSchema,
  type Rejection,
  rejectionSchema,
} from './events/ingestAnswer.js';
export { type LabelEvent, labelEventSchema } from './events/labelEvent.js';
export {
  type FeatureValue,
  featureValueSchema,
  type Outcome,
  outcomeSchema,
  type PredictionEvent,
  type PredictionEventInput,
  predictionEventSchema,
} from './events/predictionEvent.js';
export { type JobDefinition, type JobName, type JobPayload, jobCatalog } from './jobs/jobCatalog.js';
export * from './lineage/openLineageEvent.js';
export * from './lineage/openLineageStaticEvent.js';
export * from './maps/dependencyMap.js';
export * from './maps/mapDiff.js';
export * from './maps/mapNotice.js';
export * from './maps/mapRequest.js';
export * from './maps/registeredRepository.js';
