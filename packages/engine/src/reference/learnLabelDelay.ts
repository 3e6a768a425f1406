import type { LabelDelayCounts } from '../profile/labelDelay.js';
import type { LabelDelay } from './reference.js';

/**
 * Share of the labels known by age. Null when the period says nothing about delay: no labels, or all of them
 * stamped at once with their predictions, as uploaded references often are.
 */
export function learnLabelDelay(
  counts: LabelDelayCounts | undefined,
  ages: readonly number[],
): LabelDelay | null {
  if (!counts || counts.labelled === 0 || (counts.arrived[0] ?? 0) >= counts.labelled) return null;
  return { ages: [...ages], known: counts.arrived.map((arrived) => arrived / counts.labelled) };
}
