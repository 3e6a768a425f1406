import type { LabelRecord, PredictionRecord } from '@driftline/contracts';

/** Where events become durable. */
export interface EventStorePort {
  /**
   * Resolves when every row is on disk. Rows of an identity that is already stored replace it; of an identity that
   * is repeated within `records` the last counts.
   *
   * @param token the same for a repeat of the same insert, which then has no effect
   * @throws CodedError with status 503 when the store cannot take anything now
   */
  insertPredictions(modelId: string, records: readonly PredictionRecord[], token: string): Promise<void>;
  /** As `insertPredictions`. */
  insertLabels(modelId: string, records: readonly LabelRecord[], token: string): Promise<void>;
}
