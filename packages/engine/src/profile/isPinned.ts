import type { ColumnProfile } from './columnProfile.js';

/** Whether all numbers of the column are one and the same. */
export function isPinned({ numeric }: ColumnProfile): boolean {
  return numeric !== undefined && numeric.count > 0 && numeric.min === numeric.max;
}
