import type { LabelledCell, OutcomeRequest } from '@driftline/engine';
import { sql } from '../client/sql.js';
import { type PredictionRange, predictionFilter, windowStart } from '../read/predictionFilter.js';
import { modelTables } from '../schema/modelTables.js';

/** Probabilities are kept this far from 0 and 1 before their logarithm is taken. */
const CLIP = '1e-15';

/** A cell of predictions, or of labelled predictions when it has a label. */
export type CellRow = Omit<LabelledCell, 'label'> & { w: number; label: string | null };

/**
 * Rows of predictions by window, predicted class and score bin; and, unless it is a regression, labelled rows by
 * the same and the label.
 */
export function cellsSql(modelId: string, request: OutcomeRequest): string {
  const key = 'w, p, label, bin';
  const counts = 'count() AS rows, sum(g) AS weight, sum(g * s) AS sumScore';
  const predictions = `SELECT ${cellColumns(request)}, NULL::Nullable(String) AS label
    FROM ${modelTables(modelId).predictions} FINAL WHERE ${predictionFilter(request)}`;
  const cells = `SELECT ${key}, ${counts}, 0. AS sumLogScore, 0. AS sumLogOneMinusScore, 0. AS sumSquaredScore
    FROM (${predictions}) GROUP BY ${key}`;
  if (request.regression) return ordered(cells);
  const clipped = `least(greatest(s, ${CLIP}), 1 - ${CLIP})`;
  return ordered(`${cells} UNION ALL SELECT ${key}, ${counts},
      sumIf(g * log(${clipped}), bin >= 0) AS sumLogScore,
      sumIf(g * log(1 - ${clipped}), bin >= 0) AS sumLogOneMinusScore, sum(g * s * s) AS sumSquaredScore
    FROM (SELECT ${cellColumns(request)}, toNullable(toString(label)) AS label FROM (${newestLabels(modelId, request)}))
    GROUP BY ${key}`);
}

function ordered(cells: string): string {
  return `SELECT w, p AS prediction, label, bin, rows, weight, sumScore, sumLogScore, sumLogOneMinusScore,
    sumSquaredScore FROM (${cells}) ORDER BY w, prediction, label, bin`;
}

/** Sums over labelled rows of a regression model, by window. */
export function regressionSql(modelId: string, request: OutcomeRequest): string {
  return `SELECT w, count() AS rows, sum(g) AS weight, sum(g * abs(e)) AS sumAbsoluteError,
      sum(g * e * e) AS sumSquaredError, sum(g * e * e * e * e) AS sumFourthPowerError,
      sum(g * y) AS sumLabel, sum(g * y * y) AS sumSquaredLabel
    FROM (SELECT ${windowStart(request, request.everySeconds)} AS w, weight AS g, assumeNotNull(label_number) AS y,
            assumeNotNull(prediction_number) - y AS e
          FROM (${newestLabels(modelId, request)})
          WHERE prediction_number IS NOT NULL AND label_number IS NOT NULL)
    GROUP BY w ORDER BY w`;
}

/**
 * Every labelled prediction of the range with its newest label at asOf; labels of reference rows count whatever
 * their time. Rows come in the table's order, so the newest is picked as they stream by.
 */
export function newestLabels(modelId: string, request: PredictionRange): string {
  const known = request.reference ? '' : ` AND label_ts <= ${sql.time(request.asOf)}`;
  return `SELECT * FROM ${modelTables(modelId).joined} FINAL WHERE ${predictionFilter(request)}${known}
    ORDER BY day DESC, id_hash DESC, model_version DESC, label_ts DESC LIMIT 1 BY day, id_hash, model_version`;
}

function cellColumns(request: OutcomeRequest): string {
  const prediction = request.regression ? "''" : "ifNull(prediction, '')";
  const score = request.regression ? 'NULL::Nullable(Float64)' : scoreExpression(request);
  return `${windowStart(request, request.everySeconds)} AS w, ${prediction} AS p, weight AS g,
    ${score} AS given, ifNull(given, 0) AS s,
    if(isNull(given), -1, toInt64(arrayCount(edge -> edge <= s, ${sql.numbers(request.scoreEdges)}))) AS bin`;
}

/** The probability of the positive class, or of the predicted class; NULL when the row does not say. */
function scoreExpression({ scoreOf, positiveLabel }: OutcomeRequest): string {
  const positive = positiveLabel === null ? null : sql.string(positiveLabel);
  const scoreFrom = (key: string) => `if(mapContains(scores, ${key}), scores[${key}], NULL)`;
  if (scoreOf === 'positive') return positive === null ? 'score' : `coalesce(score, ${scoreFrom(positive)})`;
  const own = scoreFrom("ifNull(prediction, '')");
  if (positive === null) return `coalesce(${own}, score)`;
  return `coalesce(${own}, if(prediction = ${positive}, score, 1 - score))`;
}
