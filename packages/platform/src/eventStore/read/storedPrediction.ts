import type { FeatureValue } from '@driftline/contracts';
import { type FeatureColumn, parseFeatureColumn } from '../schema/featureColumn.js';

/** A prediction as the store holds it. Times are epoch milliseconds, UTC. */
export interface StoredPrediction {
  modelVersion: string;
  predictionId: string;
  timestamp: number;
  receivedAt: number;
  /** Features with a value; absent ones were null or not sent. */
  features: Record<string, FeatureValue>;
  /** A number as it was sent; any other class as its canonical string. */
  prediction: string | number | null;
  score: number | null;
  scores: Record<string, number>;
  tags: Record<string, string>;
  weight: number;
  reference: boolean;
}

/** A row of `storedPredictionColumns`. */
export interface StoredPredictionRow {
  version: string;
  id: string;
  time: number;
  received: number;
  prediction: string | null;
  prediction_number: number | null;
  score: number | null;
  scores: Record<string, number>;
  tags: Record<string, string>;
  weight: number;
  reference: boolean;
  [feature: string]: unknown;
}

/** The select list that `readStoredPrediction` reads. */
export function storedPredictionColumns(features: readonly FeatureColumn[]): string {
  return [
    'toString(model_version) AS version',
    'prediction_id AS id',
    'toUnixTimestamp64Milli(ts) AS time',
    'toUnixTimestamp64Milli(received_at) AS received',
    'prediction, prediction_number, score, scores, tags, weight, reference',
    ...features.map(({ column }) => column),
  ].join(', ');
}

export function readStoredPrediction(row: StoredPredictionRow): StoredPrediction {
  return {
    modelVersion: row.version,
    predictionId: row.id,
    timestamp: row.time,
    receivedAt: row.received,
    features: readFeatures(row),
    prediction: row.prediction_number ?? row.prediction,
    score: row.score,
    scores: row.scores,
    tags: row.tags,
    weight: row.weight,
    reference: row.reference,
  };
}

function readFeatures(row: StoredPredictionRow): Record<string, FeatureValue> {
  const features: [string, FeatureValue][] = [];
  for (const [name, value] of Object.entries(row)) {
    const column = parseFeatureColumn(name);
    if (column !== null && isPresent(value)) features.push([column.feature, value]);
  }
  return Object.fromEntries(features);
}

function isPresent(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
