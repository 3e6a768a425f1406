import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type { DecodedBatch } from './decodedBatch.js';
import { IdentityIndex } from './identityIndex.js';
import type { ItemProblem } from './itemProblem.js';

const MS_PER_DAY = 86_400_000;

/**
 * Collects the outcome of each item of one message and counts repeats. Of a repeated identity the last item wins
 * and keeps the place of the first: a prediction is its model, version, id and UTC day; a label its model, id and time.
 */
export class BatchBuilder {
  private readonly batch: DecodedBatch = {
    predictions: [],
    predictionIndexes: [],
    labels: [],
    labelIndexes: [],
    rejections: [],
    duplicates: 0,
  };
  private readonly seenPredictions = new IdentityIndex();
  private readonly seenLabels = new IdentityIndex();

  addPrediction(record: PredictionRecord, index: number): void {
    const day = Math.floor(record.timestamp / MS_PER_DAY);
    const { predictions, predictionIndexes } = this.batch;
    const group = `${record.model}\0${record.modelVersion}`;
    const at = this.seenPredictions.place(group, record.predictionId, day, predictions.length);
    if (at < predictions.length) this.batch.duplicates++;
    predictions[at] = record;
    predictionIndexes[at] = index;
  }

  addLabel(record: LabelRecord, index: number): void {
    const { labels, labelIndexes } = this.batch;
    const at = this.seenLabels.place(record.model, record.predictionId, record.timestamp, labels.length);
    if (at < labels.length) this.batch.duplicates++;
    labels[at] = record;
    labelIndexes[at] = index;
  }

  reject(problem: ItemProblem, index: number, item: unknown): void {
    this.batch.rejections.push(problem.toRejection(index, item));
  }

  build(): DecodedBatch {
    return this.batch;
  }
}
