import { quantileOf } from '@driftline/stats';
import {
  type ClassCount,
  type OutcomeKinds,
  type OutcomeSurvey,
  SURVEY_PROBABILITIES,
} from '../profile/outcomeSurvey.js';
import type { EventRow } from './eventRow.js';

/** The survey of some rows, exact. The score of a model with more than two classes is that of the predicted class. */
export function surveyOf(rows: readonly EventRow[]): OutcomeSurvey {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  const ascending = Float64Array.from(scores).sort();
  const quantiles = scores.length > 0 ? SURVEY_PROBABILITIES.map((p) => quantileOf(ascending, p)) : [];
  const multiclass = new Set(rows.map(({ prediction }) => prediction)).size > 2;
  return {
    rows: rows.length,
    predictions: kindsOf(rows, ({ prediction }) => prediction),
    labels: kindsOf(rows, ({ label }) => label),
    scoreQuantiles: multiclass ? [] : quantiles,
    confidenceQuantiles: multiclass ? quantiles : [],
  };
}

function kindsOf(rows: readonly EventRow[], read: (row: EventRow) => string | null): OutcomeKinds {
  const classes = new Map<string, ClassCount>();
  let [known, numeric] = [0, 0];
  for (const row of rows) {
    const value = read(row);
    if (value === null) continue;
    known += 1;
    if (value.trim() !== '' && Number.isFinite(Number(value))) numeric += 1;
    const count = classes.get(value) ?? { value, rows: 0, scoredRows: 0, sumScore: 0 };
    count.rows += 1;
    count.scoredRows += row.score === null ? 0 : 1;
    count.sumScore += row.score ?? 0;
    classes.set(value, count);
  }
  const top = [...classes.values()].sort((a, b) => b.rows - a.rows).slice(0, 100);
  return { rows: known, numeric, distinct: classes.size, top };
}
