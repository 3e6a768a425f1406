import { CodedError, type Task } from '@driftline/contracts';
import { partSeconds } from '../windows/partSeconds.js';
import { windowSeconds } from '../windows/windowSeconds.js';
import { inferPositiveLabel } from './inferPositiveLabel.js';
import { inferTask } from './inferTask.js';
import { planLayout } from './planLayout.js';
import type { ReferencePlan, ReferenceScanRequests, ReferenceSettings } from './referencePlan.js';
import type { ReferencePeriod, ReferenceSurvey } from './referenceSurvey.js';
import { scoreEdges } from './scoreEdges.js';

const MINUTE = 60_000;
/** From a minute to half a year, about a fifth further each time. */
const DELAY_AGES = Array.from({ length: 70 }, (_, index) => Math.round(MINUTE * 1.2 ** index));

/**
 * Between the two passes of learning a reference: settles window length, task, positive label and bins from the
 * survey, and says which scans `learnReference` needs.
 * @throws CodedError `reference_empty` when the period has no rows
 */
export function planReference(
  period: ReferencePeriod,
  survey: ReferenceSurvey,
  settings: ReferenceSettings = {},
): ReferencePlan {
  if (survey.whole.rows === 0) {
    throw new CodedError({
      code: 'reference_empty',
      status: 409,
      message: 'the period chosen as reference has no predictions',
      action: 'send predictions with "reference": true, or choose a period that has traffic',
    });
  }
  const task = settings.task ?? inferTask(survey.outcomes);
  const scoreOf = task === 'multiclass' ? 'confidence' : 'positive';
  const settled = {
    period,
    windowSeconds: settings.windowSeconds ?? windowSeconds(survey.hourly),
    task,
    positiveLabel: task === 'binary' ? (settings.positiveLabel ?? inferPositiveLabel(survey.outcomes)) : null,
    classes: task === 'regression' ? [] : survey.outcomes.labels.top.map(({ value }) => value),
    layout: planLayout(survey.whole),
    scoreEdges: task === 'regression' ? [] : scoreEdges(survey.outcomes, scoreOf),
    scoreOf,
  } as const;
  const parts = partSeconds(settled.windowSeconds);
  return { ...settled, partSeconds: parts, requests: requestsOf({ ...settled, partSeconds: parts }) };
}

function requestsOf(plan: Omit<ReferencePlan, 'requests'>): ReferenceScanRequests {
  const { columns, ...range } = plan.period;
  const scan = { ...range, columns, layout: plan.layout };
  return {
    whole: {
      ...scan,
      aggregates: ['rows', 'missing', 'types', 'moments', 'quantiles', 'histogram', 'distinct', 'top'],
    },
    parts: {
      ...scan,
      everySeconds: plan.partSeconds,
      aggregates: ['rows', 'missing', 'types', 'moments', 'histogram'],
    },
    outcomes:
      plan.task === null
        ? null
        : { ...range, everySeconds: plan.partSeconds, ...outcomeShape(plan, plan.task) },
    delay: { ...range, ages: DELAY_AGES },
  };
}

function outcomeShape(plan: Omit<ReferencePlan, 'requests'>, task: Task) {
  return {
    scoreEdges: plan.scoreEdges,
    scoreOf: plan.scoreOf,
    positiveLabel: plan.positiveLabel,
    regression: task === 'regression',
  };
}
