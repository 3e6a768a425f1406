import type { OutcomeSurvey } from '../profile/outcomeSurvey.js';

/** Inner edges of the score bins, ascending: about 200 quantiles of the reference's scores; empty without scores. */
export function scoreEdges(survey: OutcomeSurvey, scoreOf: 'positive' | 'confidence'): number[] {
  const quantiles = scoreOf === 'confidence' ? confidences(survey) : positiveQuantiles(survey);
  const low = Math.min(...quantiles);
  const inner = quantiles.filter((quantile) => quantile > low);
  return [...new Set(inner)].sort((a, b) => a - b);
}

/** Two classes' scores mirror each other, so the predicted class's confidences give both halves. */
function positiveQuantiles(survey: OutcomeSurvey): number[] {
  if (survey.scoreQuantiles.length > 0) return survey.scoreQuantiles;
  return survey.confidenceQuantiles.flatMap((confidence) => [confidence, 1 - confidence]);
}

/** A multiclass model may send the predicted class's probability as its one score. */
function confidences({ confidenceQuantiles, scoreQuantiles }: OutcomeSurvey): number[] {
  return confidenceQuantiles.length > 0 ? confidenceQuantiles : scoreQuantiles;
}
