import { modelTables } from './modelTables.js';

/** One step of the store's schema. Statements are idempotent and never edited once released. */
export interface StoreMigration {
  version: number;
  name: string;
  /** Statements that create or change the three tables of a model. */
  perModel(modelId: string, retentionDays: number): string[];
}

const durable = 'fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1';
const deduplicated = 'non_replicated_deduplication_window = 10000';

/** The expiry clause of a table: by time received, because history may be imported years late. */
export function expiry(retentionDays: number): string {
  return `toDateTime(received_at) + toIntervalDay(${retentionDays})`;
}

/** What a prediction predicted: the columns that predictions and joined labels share. */
const outcomeColumns = `
  prediction LowCardinality(Nullable(String)),
  prediction_number Nullable(Float64),
  score Nullable(Float64),
  scores Map(LowCardinality(String), Float64),
  weight Float64 DEFAULT 1,
  reference Bool DEFAULT false`;

function predictionTable(name: string, retentionDays: number): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  day Date32 DEFAULT toDate32(ts),
  id_hash UInt64 DEFAULT cityHash64(prediction_id),
  prediction_id String,
  model_version LowCardinality(String),
  ts DateTime64(3, 'UTC'),${outcomeColumns},
  tags Map(LowCardinality(String), String),
  received_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC'),
  del UInt8 DEFAULT 0,
  INDEX received received_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(received_at, del) PARTITION BY toYYYYMM(day)
ORDER BY (day, id_hash, model_version) TTL ${expiry(retentionDays)} SETTINGS ${durable}, ${deduplicated}`;
}

/**
 * Partitioned by the month received, so that a scan for what landed since a cursor opens only the newest parts:
 * ClickHouse keeps each part's range of the partition's column.
 */
function labelTable(name: string, retentionDays: number): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  id_hash UInt64 DEFAULT cityHash64(prediction_id),
  prediction_id String,
  label LowCardinality(String),
  label_number Nullable(Float64),
  label_ts DateTime64(3, 'UTC'),
  prediction_day Nullable(Date32),
  received_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC'),
  INDEX received received_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(received_at) PARTITION BY toYYYYMM(received_at)
ORDER BY (id_hash, prediction_day, label_ts) TTL ${expiry(retentionDays)}
SETTINGS ${durable}, ${deduplicated}, allow_nullable_key = 1`;
}

/**
 * `ver` orders first by the prediction's arrival, then by the label's, so that a join may write any number of
 * times, in any order, what it saw of either. `received_at` is the prediction's: both expire together.
 */
function joinedTable(name: string, retentionDays: number): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  day Date32,
  id_hash UInt64,
  model_version LowCardinality(String),
  ts DateTime64(3, 'UTC'),${outcomeColumns},
  label LowCardinality(String),
  label_number Nullable(Float64),
  label_ts DateTime64(3, 'UTC'),
  received_at DateTime64(6, 'UTC'),
  label_received_at DateTime64(6, 'UTC'),
  ver UInt128,
  del UInt8 DEFAULT 0,
  INDEX received label_received_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(ver, del) PARTITION BY toYYYYMM(day)
ORDER BY (day, id_hash, model_version, label_ts) TTL ${expiry(retentionDays)} SETTINGS ${durable}`;
}

/** All steps, ascending. A new model runs all of them; an existing one those that its store has not run. */
export const storeMigrations: readonly StoreMigration[] = [
  {
    version: 1,
    name: 'predictions, labels and joined labels of a model',
    perModel(modelId, retentionDays) {
      const tables = modelTables(modelId);
      return [
        predictionTable(tables.predictions, retentionDays),
        labelTable(tables.labels, retentionDays),
        joinedTable(tables.joined, retentionDays),
      ];
    },
  },
];
