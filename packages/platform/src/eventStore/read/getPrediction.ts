import { sql } from '../client/sql.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import {
  readStoredPrediction,
  type StoredPrediction,
  type StoredPredictionRow,
  storedPredictionColumns,
} from './storedPrediction.js';

/** A label as the store holds it. Times are epoch milliseconds, UTC. */
interface StoredLabel {
  label: string | number;
  timestamp: number;
  receivedAt: number;
}

/** Everything that the store knows of one prediction id. */
export interface PredictionTrace {
  /** One per model version and day, oldest first. */
  predictions: StoredPrediction[];
  /** All versions of the label, oldest first; the last one counts. */
  labels: StoredLabel[];
}

interface LabelRow {
  text: string;
  number: number | null;
  timestamp: number;
  receivedAt: number;
}

/** See EventStore.getPrediction. */
export async function getPrediction(
  { client, schema }: StoreContext,
  modelId: string,
  predictionId: string,
): Promise<PredictionTrace> {
  const features = await schema.readColumns(modelId);
  if (features === null) return { predictions: [], labels: [] };
  const tables = modelTables(modelId);
  const id = sql.string(predictionId);
  const where = `id_hash = cityHash64(${id}) AND prediction_id = ${id}`;
  // The days are found first, without FINAL, because FINAL reads whole days.
  const [predictions, labels] = await Promise.all([
    client.rows<StoredPredictionRow>(
      `SELECT ${storedPredictionColumns(features)} FROM ${tables.predictions} FINAL
       WHERE day IN (SELECT day FROM ${tables.predictions} WHERE ${where}) AND ${where} ORDER BY time, version`,
    ),
    client.rows<LabelRow>(
      `SELECT toString(label) AS text, label_number AS number, toUnixTimestamp64Milli(label_ts) AS timestamp,
         toUnixTimestamp64Milli(received_at) AS receivedAt
       FROM ${tables.labels} FINAL WHERE ${where} ORDER BY label_ts, received_at`,
    ),
  ]);
  return {
    predictions: predictions.map(readStoredPrediction),
    labels: labels.map(({ text, number, timestamp, receivedAt }) => ({
      label: number ?? text,
      timestamp,
      receivedAt,
    })),
  };
}
