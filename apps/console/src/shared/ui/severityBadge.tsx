import type { Severity } from '@driftline/contracts';
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { Badge } from './badge.js';

/** page or warn; a resolved incident keeps the word and loses the colour. */
export function SeverityBadge({ severity, muted = false }: { severity: Severity; muted?: boolean }) {
  return (
    <Badge
      icon={severity === 'page' ? IconAlertOctagon : IconAlertTriangle}
      tone={muted ? 'plain' : severity}
    >
      {severity === 'page' ? 'Page' : 'Warn'}
    </Badge>
  );
}
