import { sql } from '../client/sql.js';
import { modelTables } from '../schema/modelTables.js';
import { type JoinPlan, receivedBetween } from './joinPlan.js';

const predictionColumns = [
  'day',
  'id_hash',
  'model_version',
  'ts',
  'prediction',
  'prediction_number',
  'score',
  'scores',
  'weight',
  'reference',
  'received_at',
  'del',
];

const labelColumns = ['label', 'label_number', 'label_ts'];

/** Orders versions of a joined row by the prediction's arrival, then by the label's. */
const version =
  'bitShiftLeft(toUInt128(toUnixTimestamp64Micro(p.received_at)), 64) + toUInt128(toUnixTimestamp64Micro(l.received_at)) AS ver';

const columns = [...predictionColumns, ...labelColumns, 'label_received_at', 'ver'].join(', ');
const selection = [
  ...predictionColumns.map((name) => `p.${name}`),
  ...labelColumns.map((name) => `l.${name}`),
]
  .concat('l.received_at AS label_received_at', version)
  .join(', ');

/** A label with a day belongs to the prediction of that day; one without to every prediction with the id. */
const match = 'l.prediction_day IS NULL OR l.prediction_day = p.day';

/** Writes every pair of the plan into the joined table, at once: fewer and larger parts to merge. */
export function joinSql(modelId: string, plan: JoinPlan): string {
  const selections = [
    ...(plan.labels > 0 ? [joinNewLabels(modelId, plan)] : []),
    ...(plan.predictions > 0 ? [joinNewPredictions(modelId, plan)] : []),
  ];
  return `INSERT INTO ${modelTables(modelId).joined} (${columns}) ${selections.join(' UNION ALL ')}`;
}

/**
 * Labels of the plan beside every prediction with their id. No FINAL: replaced predictions join too, and lose in
 * the joined table by their version.
 */
function joinNewLabels(modelId: string, plan: JoinPlan): string {
  const tables = modelTables(modelId);
  const landed = receivedBetween('received_at', plan.from, plan.to);
  const { days } = plan;
  const range =
    days === null ? '' : `day >= toDate32('${days.first}') AND day <= toDate32('${days.last}') AND `;
  return `SELECT ${selection}
    FROM (SELECT ${predictionColumns.join(', ')} FROM ${tables.predictions}
          WHERE ${range}id_hash IN (SELECT id_hash FROM ${tables.labels} WHERE ${landed})) AS p
    INNER JOIN (SELECT * FROM ${tables.labels} WHERE ${landed}) AS l ON p.id_hash = l.id_hash
    WHERE ${match}`;
}

/**
 * Predictions of the plan beside the labels with their id that came before the plan: labels that waited, and those
 * of predictions that these replace. Labels of the plan itself are joined by `joinNewLabels`.
 */
function joinNewPredictions(modelId: string, plan: JoinPlan): string {
  const tables = modelTables(modelId);
  const landed = receivedBetween('received_at', plan.from, plan.to);
  return `SELECT ${selection}
    FROM (SELECT * FROM ${tables.labels}
          WHERE received_at < ${sql.microTime(plan.from)}
            AND id_hash IN (SELECT id_hash FROM ${tables.predictions} WHERE ${landed})) AS l
    INNER JOIN (SELECT ${predictionColumns.join(', ')} FROM ${tables.predictions} WHERE ${landed}) AS p
      ON p.id_hash = l.id_hash
    WHERE ${match}`;
}
