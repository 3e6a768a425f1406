import type { IncidentStatus } from '@driftline/contracts';
import { IconCircle, IconCircleCheck, IconEye } from '@tabler/icons-react';
import { Badge } from './badge.js';

const looks = {
  open: { icon: IconCircle, word: 'Open' },
  acknowledged: { icon: IconEye, word: 'Acknowledged' },
  resolved: { icon: IconCircleCheck, word: 'Resolved' },
} as const;

export function StatusBadge({ status }: { status: IncidentStatus }) {
  const look = looks[status];
  return (
    <Badge icon={look.icon} tone={status === 'resolved' ? 'quiet' : 'plain'}>
      {look.word}
    </Badge>
  );
}
