import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type {
  LabelDelayCounts,
  LabelDelayRequest,
  OutcomeRequest,
  OutcomeSurvey,
  OutcomeSurveyRequest,
  ScanRequest,
  WindowOutcomes,
  WindowProfile,
} from '@driftline/engine';
import type { JoinResult } from './join/joinLabels.js';
import type { Changes } from './read/changedSince.js';
import type { Coverage } from './read/coverage.js';
import type { PredictionTrace } from './read/getPrediction.js';
import type { PredictionRange } from './read/predictionFilter.js';
import type { StoredPrediction } from './read/storedPrediction.js';
import type { StoreMoment } from './read/storeMoment.js';
import type { FeatureRejection } from './write/findFeatureRejections.js';

/**
 * Predictions and labels of all models, in ClickHouse. `modelId` is the id of the model in the facts (lower-case
 * letters and digits); a model's tables come to be with its first event, and a model without them has no rows.
 *
 * Every method throws CodedError `store_unavailable` (503, with retryAfter) when the store cannot answer now, after
 * its own retries, and `store_rejected` when it refuses the request.
 */
export interface EventStore {
  /**
   * Stores predictions of one model; resolves when they are durable. A repeat of the same records with the same
   * token changes nothing, and a prediction with the identity (version, id, UTC day) of another replaces it.
   * Records must be valid: numbers finite.
   * @throws CodedError feature_limit_exceeded, naming the feature: see findFeatureRejections
   * @throws CodedError timestamp_out_of_range
   */
  insertPredictions(modelId: string, records: readonly PredictionRecord[], token: string): Promise<void>;

  /** Stores labels of one model, whether their predictions are known or not; resolves when they are durable. */
  insertLabels(modelId: string, records: readonly LabelRecord[], token: string): Promise<void>;

  /** The records for whose features the model has no room; all others can be inserted together. */
  findFeatureRejections(modelId: string, records: readonly PredictionRecord[]): Promise<FeatureRejection[]>;

  /**
   * Joins what landed since the cursor (`'0'` from the beginning): new labels to their predictions, and new
   * predictions to the labels that came before them. Idempotent: any cursor may be used again. Call again at once
   * while `more` is true. A label whose prediction is unknown stays, and joins when the prediction lands.
   */
  joinLabels(modelId: string, cursor: StoreMoment): Promise<JoinResult>;

  /** One profile per window that has rows, ascending, from one pass over the predictions. */
  profileWindows(modelId: string, request: ScanRequest): Promise<WindowProfile[]>;

  /**
   * Outcomes per window that has rows, ascending: an exact function of the joined labels, the range and asOf.
   * A prediction without a predicted class counts under the class `''`; with `regression`, all count under `''`
   * without a score.
   */
  outcomes(modelId: string, request: OutcomeRequest): Promise<WindowOutcomes[]>;

  /** What the predictions and labels of an interval look like: the base for task, classes and score bins. */
  surveyOutcomes(modelId: string, request: OutcomeSurveyRequest): Promise<OutcomeSurvey>;

  /** How fast labels of an interval arrived. */
  labelDelay(modelId: string, request: LabelDelayRequest): Promise<LabelDelayCounts>;

  /** What the store holds of a model. */
  coverage(modelId: string): Promise<Coverage>;

  /** Names of the features that the model ever had, with the types that each had. */
  features(modelId: string): Promise<Record<string, ('number' | 'string' | 'boolean')[]>>;

  /**
   * Hours of event time in which live predictions, or joined labels of live predictions, were received since a
   * moment: `from` of a step of joinLabels, or the moment that the last call gave.
   */
  changedSince(modelId: string, since: StoreMoment): Promise<Changes>;

  /** Every prediction and label of one prediction id. */
  getPrediction(modelId: string, predictionId: string): Promise<PredictionTrace>;

  /** Predictions of a range, chosen by the hash of their id: the same ids whenever they are asked. */
  sampleRows(modelId: string, range: PredictionRange, limit: number): Promise<StoredPrediction[]>;

  close(): Promise<void>;
}
