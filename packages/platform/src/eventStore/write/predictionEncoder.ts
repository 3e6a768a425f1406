import { canonicalOutcome, type PredictionRecord } from '@driftline/contracts';
import type { FeatureColumn } from '../schema/featureColumn.js';
import type { BatchColumn } from './batchColumn.js';
import { BooleanColumn } from './booleanColumn.js';
import { FeatureColumns } from './featureColumns.js';
import { Float64Column } from './float64Column.js';
import { MapColumn } from './mapColumn.js';
import { nativeBlock } from './nativeBlock.js';
import { TextColumn } from './textColumn.js';
import { TimestampColumn } from './timestampColumn.js';

/** A batch ready to send. */
export interface EncodedPredictions {
  body: Buffer;
  columns: string[];
  /** The feature columns that the table must have. */
  features: FeatureColumn[];
}

/** Turns predictions into one Native block in a single pass, on buffers that it keeps. One batch at a time. */
export class PredictionEncoder {
  private readonly predictionId = new TextColumn({ nullable: false });
  private readonly modelVersion = new TextColumn({ nullable: false });
  private readonly timestamp = new TimestampColumn();
  private readonly prediction = new TextColumn({ nullable: true });
  private readonly predictionNumber = new Float64Column();
  private readonly score = new Float64Column();
  private readonly reference = new BooleanColumn();
  private readonly weight = new Float64Column();
  private readonly scores = MapColumn.ofNumbers();
  private readonly tags = MapColumn.ofStrings();
  private readonly features = new FeatureColumns();

  private readonly fixed: Record<string, BatchColumn> = {
    prediction_id: this.predictionId,
    model_version: this.modelVersion,
    ts: this.timestamp,
    prediction: this.prediction,
    prediction_number: this.predictionNumber,
    score: this.score,
    reference: this.reference,
    weight: this.weight,
    scores: this.scores,
    tags: this.tags,
  };

  encode(records: readonly PredictionRecord[]): EncodedPredictions {
    const rows = records.length;
    for (const column of Object.values(this.fixed)) column.reset(rows);
    this.features.reset(rows);
    for (const [row, record] of records.entries()) this.set(row, record);
    const features = this.features.columns();
    const fixed = Object.entries(this.fixed).map(([name, column]) => ({ name, column }));
    const columns = [...fixed, ...features];
    return {
      body: nativeBlock(columns, rows),
      columns: columns.map(({ name }) => name),
      features: features.map(({ definition }) => definition),
    };
  }

  private set(row: number, record: PredictionRecord): void {
    this.predictionId.set(row, record.predictionId);
    this.modelVersion.set(row, record.modelVersion);
    this.timestamp.set(row, record.timestamp);
    this.reference.set(row, record.reference);
    this.weight.set(row, record.weight);
    const { prediction } = record;
    if (prediction !== undefined) this.prediction.set(row, canonicalOutcome(prediction));
    if (typeof prediction === 'number') this.predictionNumber.set(row, prediction);
    if (record.score !== undefined) this.score.set(row, record.score);
    if (record.scores !== undefined) this.scores.set(row, record.scores);
    if (record.tags !== undefined) this.tags.set(row, record.tags);
    this.features.set(row, record.features);
  }
}
