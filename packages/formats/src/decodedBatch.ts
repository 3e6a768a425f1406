import type { LabelRecord, PredictionRecord, Rejection } from '@driftline/contracts';

/** What a message held. `predictions + labels + rejections + duplicates` is the number of its items. */
export interface DecodedBatch {
  /** Valid predictions in order of arrival; of a repeated identity the last. */
  predictions: PredictionRecord[];
  /** Position in the message of each of `predictions`. */
  predictionIndexes: number[];
  /** Valid labels; of a repeated (model, predictionId, timestamp) the last. */
  labels: LabelRecord[];
  /** Position in the message of each of `labels`. */
  labelIndexes: number[];
  /** One for each item that was not taken, in order of arrival. */
  rejections: Rejection[];
  /** Valid items that a later item of the message replaced. */
  duplicates: number;
}
