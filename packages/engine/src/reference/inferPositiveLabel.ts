import type { ClassCount, OutcomeSurvey } from '../profile/outcomeSurvey.js';

const USUAL = ['true', '1'];

/**
 * The positive class of a binary model: true, 1, or else the class with the higher mean score among its labels
 * (among its predictions, when labels do not tell); without scores the rarer class. Null without classes.
 */
export function inferPositiveLabel(survey: OutcomeSurvey): string | null {
  const known = [...survey.labels.top, ...survey.predictions.top];
  const usual = USUAL.find((label) => known.some(({ value }) => value === label));
  if (usual !== undefined) return usual;
  return byMeanScore(survey.labels.top) ?? byMeanScore(survey.predictions.top) ?? rarer(survey);
}

function byMeanScore(classes: readonly ClassCount[]): string | null {
  const scored = classes.filter(({ scoredRows }) => scoredRows > 0);
  if (scored.length < 2) return null;
  const mean = ({ sumScore, scoredRows }: ClassCount) => sumScore / scoredRows;
  return scored.reduce((best, one) => (mean(one) > mean(best) ? one : best)).value;
}

function rarer({ labels, predictions }: OutcomeSurvey): string | null {
  const classes = labels.top.length > 0 ? labels.top : predictions.top;
  return classes.toSorted((a, b) => a.rows - b.rows || (a.value < b.value ? -1 : 1))[0]?.value ?? null;
}
