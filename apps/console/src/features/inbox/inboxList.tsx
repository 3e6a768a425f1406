import type { Model } from '@driftline/contracts';
import { Button } from '@mantine/core';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { IncidentSection } from './incidentSection.js';
import type { Inbox } from './useInbox.js';

export interface InboxListProps {
  inbox: Inbox;
  models: readonly Model[];
  /** How many the filters hide when none is shown. */
  hidden: number;
}

/** The incidents that still hold, then those that are over; or why none is shown. */
export function InboxList({ inbox, models, hidden }: InboxListProps) {
  if (inbox.shown === 0) {
    return (
      <EmptyState
        title="No incident matches these filters"
        actions={<Button onClick={inbox.clear}>Clear filters</Button>}
      >
        {hidden === 1 ? 'One incident is' : `${hidden} incidents are`} hidden by the filters and the time
        range.
      </EmptyState>
    );
  }
  const { alive, resolved, now } = inbox;
  return (
    <>
      <IncidentSection title="Needs attention" incidents={alive} models={models} now={now} />
      <IncidentSection title="Resolved" incidents={resolved} models={models} now={now} />
    </>
  );
}
