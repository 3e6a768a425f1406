import type { RegisteredRepository } from '@driftline/contracts';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { Badge } from '../../shared/ui/badge.js';

/** Whether the repository is watched well: a repository that cannot be read goes stale in silence otherwise. */
export function WatchState({ repository }: { repository: RegisteredRepository }) {
  if (repository.lastError !== null) {
    return (
      <Badge icon={IconAlertTriangle} tone="warn">
        Failing
      </Badge>
    );
  }
  return repository.checkedAt === null ? (
    <Badge icon={IconClock}>Not read yet</Badge>
  ) : (
    <Badge icon={IconCheck} tone="quiet">
      Watched
    </Badge>
  );
}
