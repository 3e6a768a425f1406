import { CodedError } from '@driftline/contracts';
import type { ReferencePlan, ReferenceSettings } from './referencePlan.js';
import type { ReferencePeriod, ReferenceSurvey } from './referenceSurvey.js';

/**
 * Between the two passes of learning a reference: settles window length, task, positive label and bins from the
 * survey, and says which scans `learnReference` needs.
 * @throws CodedError `reference_empty` when the period has no rows
 */
export function planReference(
  _period: ReferencePeriod,
  _survey: ReferenceSurvey,
  _settings: ReferenceSettings = {},
): ReferencePlan {
  throw new CodedError({ code: 'reference_empty', status: 409, message: 'the reference has no rows' });
}
