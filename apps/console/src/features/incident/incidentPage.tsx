import type { Incident } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { useModelMap } from '../../shared/maps/useModelMap.js';
import { boundsOfTimeRange } from '../../shared/time/timeRange.js';
import { useNow } from '../../shared/time/useNow.js';
import { useTimeRange } from '../../shared/time/useTimeRange.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { BackToInbox } from './backToInbox.js';
import { ColumnPanel } from './columnPanel.js';
import { DeliveriesPanel } from './deliveriesPanel.js';
import { EvidencePanel } from './evidencePanel.js';
import { HistoryPanel } from './historyPanel.js';
import styles from './incident.module.css';
import { incidentBounds } from './incidentBounds.js';
import { IncidentFacts } from './incidentFacts.js';
import { IncidentHeader } from './incidentHeader.js';
import { IncidentSliPanel } from './incidentSliPanel.js';
import { ProposalsPanel } from './proposalsPanel.js';
import { SourcePathPanel } from './sourcePathPanel.js';
import { SuspectsPanel } from './suspectsPanel.js';

export function IncidentPage() {
  const { incidentId } = useParams({ from: '/shell/incidents/$incidentId' });
  const incident = useQuery(queries.incident(incidentId));
  if (incident.isPending) return <LoadingLines what="the incident" lines={9} height={30} />;
  if (incident.error) {
    return (
      <>
        <BackToInbox id={incidentId} />
        <PageHeader title="Incident" />
        <ErrorState what="The incident" error={incident.error} retry={() => void incident.refetch()} />
      </>
    );
  }
  return <IncidentView key={incident.data.id} incident={incident.data} />;
}

/** What broke, since when, how bad, who is hit, the probable source and the safest repair; then the proof. */
function IncidentView({ incident }: { incident: Incident }) {
  const { range } = useTimeRange();
  const now = useNow();
  const model = useQuery(queries.model(incident.model));
  const bounds =
    range.kind === 'all' ? incidentBounds(incident) : boundsOfTimeRange(range, new Date(now).toISOString());
  const windows = useQuery(queries.windows(incident.model, bounds));
  const map = useModelMap(incident.model);
  return (
    <>
      <BackToInbox id={incident.id} />
      <IncidentHeader incident={incident} />
      <div className={styles.stack}>
        <IncidentFacts
          incident={incident}
          model={model.data}
          windows={windows.data?.items}
          map={map}
          now={now}
        />
        <div className={styles.columns}>
          <div className={styles.stack}>
            <IncidentSliPanel incident={incident} model={model.data} windows={windows} />
            <EvidencePanel findings={incident.findings} />
          </div>
          <ProposalsPanel proposals={incident.proposals} />
        </div>
        <SourcePathPanel incident={incident} map={map} />
        <div className={styles.columns}>
          <div className={styles.stack}>
            <ColumnPanel incident={incident} now={now} />
            <SuspectsPanel suspects={incident.suspects} />
          </div>
          <div className={styles.stack}>
            <HistoryPanel incident={incident} />
            <DeliveriesPanel incidentId={incident.id} />
          </div>
        </div>
      </div>
    </>
  );
}
