import type { Task } from '@driftline/contracts';
import type { OutcomeKinds, OutcomeSurvey } from '../profile/outcomeSurvey.js';

/** More different numbers than this are amounts, not classes. */
const MOST_NUMERIC_CLASSES = 20;

/** A class with a smaller share is a slip of the pen, and no third class. */
const LEAST_SHARE = 0.002;

/**
 * The task that the outcomes show: up to two classes are binary, many numbers a regression, other classes
 * multiclass. Labels decide together with predictions; null without either. A model that sends scores is never a
 * regression.
 */
export function inferTask(survey: OutcomeSurvey): Task | null {
  const { predictions, labels } = survey;
  if (predictions.rows + labels.rows === 0) return null;
  const scored = survey.scoreQuantiles.length + survey.confidenceQuantiles.length > 0;
  if (!scored && isAmount(predictions) && isAmount(labels) && manyValues(predictions, labels))
    return 'regression';
  const classes = new Set([...classesOf(predictions), ...classesOf(labels)]);
  return classes.size <= 2 ? 'binary' : 'multiclass';
}

function classesOf({ top, rows }: OutcomeKinds): string[] {
  return top.filter((one) => one.rows >= LEAST_SHARE * rows).map(({ value }) => value);
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
