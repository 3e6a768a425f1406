import {
  type ClassCount,
  type OutcomeKinds,
  type OutcomeSurvey,
  type OutcomeSurveyRequest,
  SURVEY_PROBABILITIES,
} from '@driftline/engine';
import { endOf, predictionFilter } from '../read/predictionFilter.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { newestLabels } from './outcomeSql.js';

/** Classes listed at most. */
const MAX_CLASSES = 100;

interface SurveyRow {
  rows: number;
  predicted: number;
  numeric: number;
  distinct: number;
  scored: number;
  confident: number;
  scoreQuantiles: number[];
  confidenceQuantiles: number[];
}

/** See EventStore.surveyOutcomes. */
export async function surveyOutcomes(
  { client, schema }: StoreContext,
  modelId: string,
  request: OutcomeSurveyRequest,
): Promise<OutcomeSurvey> {
  if (endOf(request) <= request.start || (await schema.readColumns(modelId)) === null) return nothing;
  const predictions = `${modelTables(modelId).predictions} FINAL WHERE ${predictionFilter(request)}`;
  const labels = `(${newestLabels(modelId, request)})`;
  const [[survey], [labelled], predictedClasses, labelClasses] = await Promise.all([
    client.rows<SurveyRow>(surveySql(predictions)),
    client.rows<Omit<OutcomeKinds, 'top'>>(
      `SELECT count() AS rows, count(label_number) AS numeric, uniq(label) AS distinct FROM ${labels}`,
    ),
    client.rows<ClassCount>(classesSql('prediction', `${predictions} AND prediction IS NOT NULL`)),
    client.rows<ClassCount>(classesSql('label', labels)),
  ]);
  if (!survey) return nothing;
  const { rows, predicted, numeric, distinct } = survey;
  return {
    rows,
    predictions: { rows: predicted, numeric, distinct, top: predictedClasses },
    labels: { ...(labelled ?? noKinds), top: labelClasses },
    scoreQuantiles: survey.scored === 0 ? [] : survey.scoreQuantiles,
    confidenceQuantiles: survey.confident === 0 ? [] : survey.confidenceQuantiles,
  };
}

function surveySql(from: string): string {
  const own = "if(mapContains(scores, ifNull(prediction, '')), scores[ifNull(prediction, '')], NULL)";
  const quantiles = (value: string) =>
    `quantilesIf(${SURVEY_PROBABILITIES.join(', ')})(ifNull(${value}, 0), ${value} IS NOT NULL)`;
  return `SELECT count() AS rows, count(prediction) AS predicted, count(prediction_number) AS numeric,
      uniq(prediction) AS distinct, count(score) AS scored, count(own) AS confident,
      ${quantiles('score')} AS scoreQuantiles,
      ${quantiles('own')} AS confidenceQuantiles
    FROM (SELECT prediction, prediction_number, score, ${own} AS own FROM ${from})`;
}

function classesSql(value: 'prediction' | 'label', from: string): string {
  return `SELECT toString(${value}) AS value, count() AS rows, count(score) AS scoredRows,
      ifNull(sum(score), 0) AS sumScore
    FROM ${from} GROUP BY ${value} ORDER BY rows DESC, value LIMIT ${MAX_CLASSES}`;
}

const noKinds = { rows: 0, numeric: 0, distinct: 0 };
const nothing: OutcomeSurvey = {
  rows: 0,
  predictions: { ...noKinds, top: [] },
  labels: { ...noKinds, top: [] },
  scoreQuantiles: [],
  confidenceQuantiles: [],
};
