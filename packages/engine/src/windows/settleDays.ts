import type { Reference } from '../reference/reference.js';

const DAY = 86_400_000;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 60;
const NEARLY_ALL = 0.99;

/** Days after which nearly all labels of a window are known, as learnt; a week when label times are unknown. */
export function settleDays({ labelDelay }: Pick<Reference, 'labelDelay'>): number {
  if (labelDelay === null) return DEFAULT_DAYS;
  const index = labelDelay.known.findIndex((known) => known >= NEARLY_ALL);
  const age = labelDelay.ages[index];
  return age === undefined ? MOST_DAYS : Math.min(MOST_DAYS, Math.ceil(age / DAY) + 1);
}
