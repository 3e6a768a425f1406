import { detectors } from '../detect/detectors.js';
import type { Aggregate } from '../profile/aggregate.js';

/** Union of what all registered detectors ask of a scan. */
export function requiredAggregates(): Aggregate[] {
  return [...new Set(detectors.flatMap((detector) => detector.aggregates))].sort();
}
