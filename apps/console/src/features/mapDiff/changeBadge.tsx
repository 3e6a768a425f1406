import type { MapChangeKind } from '@driftline/contracts';
import { IconEqualNot, IconMinus, IconPlus } from '@tabler/icons-react';
import { Badge } from '../../shared/ui/badge.js';

const looks = {
  appeared: { icon: IconPlus, word: 'Appeared' },
  vanished: { icon: IconMinus, word: 'Vanished' },
  changed: { icon: IconEqualNot, word: 'Changed' },
};

export function ChangeBadge({ change }: { change: MapChangeKind }) {
  return (
    <Badge icon={looks[change].icon} tone={change === 'changed' ? 'quiet' : 'accent'}>
      {looks[change].word}
    </Badge>
  );
}
