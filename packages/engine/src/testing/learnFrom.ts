import type { WindowProfile } from '../profile/windowProfile.js';
import { learnReference } from '../reference/learnReference.js';
import { planReference } from '../reference/planReference.js';
import type { Reference } from '../reference/reference.js';
import type { ReferenceSettings } from '../reference/referencePlan.js';
import { type ReferencePeriod, surveyReference } from '../reference/referenceSurvey.js';
import type { MemoryStore } from './memoryStore.js';

/** Both passes of learning a reference over a store in memory, as the worker makes them. */
export function learnFrom(
  store: MemoryStore,
  period: ReferencePeriod,
  settings?: ReferenceSettings,
): Reference {
  const survey = surveyReference(period);
  const hourly = store.profiles(survey.hourly);
  const plan = planReference(
    period,
    { hourly, whole: one(store.profiles(survey.whole), period), outcomes: store.survey(survey.outcomes) },
    settings,
  );
  const { whole, parts, outcomes, delay } = plan.requests;
  return learnReference(plan, {
    hourly,
    whole: one(store.profiles(whole), period),
    parts: store.profiles(parts),
    outcomes: outcomes ? store.outcomes(outcomes) : [],
    delay: store.delay(delay),
  });
}

function one(profiles: readonly WindowProfile[], { start, end }: ReferencePeriod): WindowProfile {
  return profiles[0] ?? { start, end, rows: 0, weight: 0, versions: {}, duplicates: 0, columns: {} };
}
