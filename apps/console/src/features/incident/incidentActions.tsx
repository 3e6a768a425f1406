import type { Incident } from '@driftline/contracts';
import { Button, Tooltip } from '@mantine/core';
import { IconEye, IconUserCheck, IconUserMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api/api.js';
import { queries } from '../../shared/api/queries.js';
import { useCan } from '../../shared/api/useCan.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { ActionTrouble } from './actionTrouble.js';
import styles from './incident.module.css';
import { ResolveButton } from './resolveButton.js';
import { useIncidentAction } from './useIncidentAction.js';

/** Acknowledge, assign to me, resolve. A button that cannot be used says why. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const session = useQuery(queries.session());
  const edit = useCan('edit');
  const acknowledge = useIncidentAction(() => api.acknowledge(incident.id));
  const assign = useIncidentAction((email: string | null) => api.assign(incident.id, email));
  const resolve = useIncidentAction(() => api.resolve(incident.id));
  const me = session.data?.user.email ?? null;
  const mine = me !== null && incident.assignee === me;
  const open = incident.status === 'open';
  const canAcknowledge = open && edit.allowed;
  useShortcuts({ a: () => canAcknowledge && acknowledge.mutate(undefined) });
  return (
    <div>
      <div className={styles.actions}>
        {incident.status !== 'resolved' && (
          <Tooltip
            label={
              edit.why ?? (open ? 'Says that somebody looks at it (key a)' : 'It is acknowledged already')
            }
          >
            <Button
              variant={canAcknowledge ? 'filled' : 'default'}
              leftSection={<IconEye size={15} aria-hidden />}
              data-disabled={canAcknowledge ? undefined : true}
              aria-disabled={!canAcknowledge}
              loading={acknowledge.isPending}
              onClick={() => canAcknowledge && acknowledge.mutate(undefined)}
            >
              {open ? 'Acknowledge' : 'Acknowledged'}
            </Button>
          </Tooltip>
        )}
        <Button
          leftSection={
            mine ? <IconUserMinus size={15} aria-hidden /> : <IconUserCheck size={15} aria-hidden />
          }
          disabled={!edit.allowed}
          loading={assign.isPending}
          onClick={() => assign.mutate(mine ? null : me)}
        >
          {mine ? 'Unassign me' : 'Assign to me'}
        </Button>
        {incident.status !== 'resolved' && (
          <ResolveButton
            disabled={!edit.allowed}
            loading={resolve.isPending}
            onResolve={() => resolve.mutate(undefined)}
          />
        )}
        <span className={styles.quiet}>
          {incident.assignee === null ? 'Not assigned' : `Assigned to ${mine ? 'you' : incident.assignee}`}
        </span>
      </div>
      {edit.why !== undefined && <p className={styles.sub}>{edit.why}.</p>}
      <ActionTrouble error={acknowledge.error ?? assign.error ?? resolve.error} />
    </div>
  );
}
