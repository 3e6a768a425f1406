import { median } from '@driftline/stats';
import type { Reference } from '../reference/reference.js';
import { settleDays } from '../windows/settleDays.js';
import type { Evaluation } from './evaluation.js';

const DAY = 86_400_000;
/** A window this near to the reference's coverage is settled whatever its age. */
const NEARLY_ALL = 0.995;
const ENOUGH_WINDOWS = 3;

/**
 * Share of a live window's rows that is labelled in the end: the median of what windows old enough to have settled
 * reached, so that a team which labels a tenth of its traffic gets figures too; before that the reference's share.
 */
export function expectedCoverage(reference: Reference, history: readonly Evaluation[]): number {
  const age = settleDays(reference) * DAY;
  const settled = history.filter(
    ({ rows, maturity, asOf, end }) =>
      rows > 0 && asOf >= end && (asOf - end >= age || maturity >= NEARLY_ALL * reference.coverage),
  );
  return settled.length < ENOUGH_WINDOWS
    ? reference.coverage
    : median(settled.map(({ maturity }) => maturity));
}
