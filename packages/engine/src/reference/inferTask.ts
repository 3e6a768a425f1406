import type { Task } from '@driftline/contracts';
import type { OutcomeKinds, OutcomeSurvey } from '../profile/outcomeSurvey.js';

/** More different numbers than this are amounts, not classes. */
const MOST_NUMERIC_CLASSES = 20;

/**
 * The task that the outcomes show: two classes are binary, many numbers a regression, other classes multiclass.
 * Labels decide together with predictions; null without either. A model that sends `score` is never a regression.
 */
export function inferTask(survey: OutcomeSurvey): Task | null {
  const { predictions, labels } = survey;
  if (predictions.rows + labels.rows === 0) return null;
  const scored = survey.scoreQuantiles.length + survey.confidenceQuantiles.length > 0;
  if (!scored && isAmount(predictions) && isAmount(labels) && manyValues(predictions, labels))
    return 'regression';
  const classes = new Set([...predictions.top, ...labels.top].map(({ value }) => value));
  return classes.size <= 2 || survey.scoreQuantiles.length > 0 ? 'binary' : 'multiclass';
}

function isAmount(kinds: OutcomeKinds): boolean {
  return kinds.numeric === kinds.rows;
}

function manyValues(predictions: OutcomeKinds, labels: OutcomeKinds): boolean {
  return Math.max(predictions.distinct, labels.distinct) > MOST_NUMERIC_CLASSES || hasFractions(predictions);
}

function hasFractions(kinds: OutcomeKinds): boolean {
  return kinds.top.some(({ value }) => !Number.isInteger(Number(value)));
}
