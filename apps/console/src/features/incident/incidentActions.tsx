import type { Incident } from '@driftline/contracts';
import { Button, Tooltip } from '@mantine/core';
import { IconCheck, IconEye, IconUserCheck, IconUserMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.js';
import { queries } from '../../shared/api/queries.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { ActionTrouble } from './actionTrouble.js';
import styles from './incident.module.css';
import { useIncidentAction } from './useIncidentAction.js';

/** Acknowledge, assign to me, resolve. A button that cannot be used says why. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const session = useQuery(queries.session());
  const [asking, setAsking] = useState(false);
  const acknowledge = useIncidentAction(() => api.acknowledge(incident.id));
  const assign = useIncidentAction((email: string | null) => api.assign(incident.id, email));
  const resolve = useIncidentAction(() => api.resolve(incident.id));
  const me = session.data?.user.email;
  const mine = me !== undefined && incident.assignee === me;
  const canAcknowledge = incident.status === 'open';
  useShortcuts({ a: () => canAcknowledge && acknowledge.mutate(undefined) });
  const why = incident.status === 'resolved' ? 'The incident is resolved' : 'It is acknowledged already';

  return (
    <div>
      <div className={styles.actions}>
        <Tooltip label={canAcknowledge ? 'Stops repeated alerts (a)' : why}>
          <Button
            variant={canAcknowledge ? 'filled' : 'default'}
            leftSection={<IconEye size={15} aria-hidden />}
            data-disabled={canAcknowledge ? undefined : true}
            aria-disabled={!canAcknowledge}
            loading={acknowledge.isPending}
            onClick={() => canAcknowledge && acknowledge.mutate(undefined)}
          >
            {incident.status === 'open' ? 'Acknowledge' : 'Acknowledged'}
          </Button>
        </Tooltip>
        <Button
          leftSection={
            mine ? <IconUserMinus size={15} aria-hidden /> : <IconUserCheck size={15} aria-hidden />
          }
          disabled={me === undefined}
          loading={assign.isPending}
          onClick={() => assign.mutate(mine ? null : (me ?? null))}
        >
          {mine ? 'Unassign me' : 'Assign to me'}
        </Button>
        {incident.status !== 'resolved' && !asking && (
          <Button leftSection={<IconCheck size={15} aria-hidden />} onClick={() => setAsking(true)}>
            Resolve
          </Button>
        )}
        {asking && incident.status !== 'resolved' && (
          <span className={styles.confirm}>
            Resolve now? It opens again if the next window is still bad.
            <Button autoFocus loading={resolve.isPending} onClick={() => resolve.mutate(undefined)}>
              Yes, resolve
            </Button>
            <Button variant="subtle" onClick={() => setAsking(false)}>
              Cancel
            </Button>
          </span>
        )}
        <span className={styles.quiet}>
          {incident.assignee === null ? 'Not assigned' : `Assigned to ${mine ? 'you' : incident.assignee}`}
        </span>
      </div>
      <ActionTrouble error={acknowledge.error ?? assign.error ?? resolve.error} />
    </div>
  );
}
