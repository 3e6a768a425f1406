export type { DetectInput, Detection, FindingDetector } from './detect/findingDetector.js';
export { rankSuspects } from './diagnose/rankSuspects.js';
export type { IncidentContext, SuspectKind, SuspectSource } from './diagnose/suspectSource.js';
export type { EstimateInput, Estimator } from './estimate/estimator.js';
export { evaluateWindow } from './evaluate/evaluateWindow.js';
export type { DueEvaluation, Evaluation, EvaluationInput } from './evaluate/evaluation.js';
export { type EvaluationRequests, evaluationRequests } from './evaluate/evaluationRequests.js';
export { expectedCoverage } from './evaluate/expectedCoverage.js';
export { historySeconds } from './evaluate/historySeconds.js';
export { requiredAggregates } from './evaluate/requiredAggregates.js';
export type {
  EngineIncident,
  IncidentCause,
  IncidentChange,
  IncidentMemory,
} from './incident/engineIncident.js';
export { type IncidentStep, stepIncidents } from './incident/stepIncidents.js';
export { buildLineageGraph } from './lineage/buildLineageGraph.js';
export { findDeployedModel } from './lineage/findDeployedModel.js';
export type {
  ColumnEdge,
  FeatureLink,
  LineageEdge,
  LineageGraph,
  LineageNode,
  LineageNodeKind,
} from './lineage/lineageGraph.js';
export { mergeLineageEvents } from './lineage/mergeLineageEvents.js';
export type {
  ColumnLink,
  DatasetObservation,
  DatasetRef,
  LineageDataset,
  LineageJob,
  LineageRun,
  RunTimeLineage,
} from './lineage/runTimeLineage.js';
export { type Aggregate, QUANTILE_PROBABILITIES } from './profile/aggregate.js';
export type { BinLayout } from './profile/binLayout.js';
export type { ColumnProfile, NumericSummary, TextSummary } from './profile/columnProfile.js';
export type { LabelDelayCounts, LabelDelayRequest } from './profile/labelDelay.js';
export { mergeOutcomes } from './profile/mergeOutcomes.js';
export { mergeProfiles } from './profile/mergeProfiles.js';
export type {
  LabelledCell,
  OutcomeRequest,
  PredictionCell,
  RegressionSums,
  WindowOutcomes,
} from './profile/outcomeCells.js';
export {
  type ClassCount,
  type OutcomeKinds,
  type OutcomeSurvey,
  type OutcomeSurveyRequest,
  SURVEY_PROBABILITIES,
} from './profile/outcomeSurvey.js';
export type { ScanRequest } from './profile/scanRequest.js';
export type { WindowProfile } from './profile/windowProfile.js';
export { proposeReactions } from './react/proposeReactions.js';
export type { Reaction } from './react/reaction.js';
export { learnReference } from './reference/learnReference.js';
export { planReference } from './reference/planReference.js';
export type { Reference } from './reference/reference.js';
export type {
  ReferencePlan,
  ReferenceScanRequests,
  ReferenceScans,
  ReferenceSettings,
} from './reference/referencePlan.js';
export { referenceSlis } from './reference/referenceSlis.js';
export {
  type ReferencePeriod,
  type ReferenceSurvey,
  type ReferenceSurveyRequests,
  surveyReference,
} from './reference/referenceSurvey.js';
export { type CompletenessInput, completeUntil } from './windows/completeUntil.js';
export { dueEvaluations, type EvaluatedWindow, type ScheduleInput } from './windows/dueEvaluations.js';
export { settleDays } from './windows/settleDays.js';
export { type TimeRange, windowOf } from './windows/windowOf.js';
export { windowSeconds } from './windows/windowSeconds.js';
