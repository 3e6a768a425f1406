import type { MapConfidence } from '@driftline/contracts';
import { Badge } from './badge.js';

const meanings: Record<MapConfidence, string> = {
  exact: 'Read from constants in the code',
  inferred: 'Follows from a default or a naming rule',
  possible: 'A guess worth checking',
};

/** How sure the map is of an edge. */
export function ConfidenceBadge({ confidence }: { confidence: MapConfidence }) {
  return (
    <Badge tone="quiet" title={meanings[confidence]}>
      {confidence}
    </Badge>
  );
}
