import type { Incident } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import { incidentAge } from '../../shared/incidents/incidentAge.js';
import { SeverityBadge } from '../../shared/ui/severityBadge.js';
import styles from './models.module.css';

/** The incidents of the model that still hold. */
export function ModelIncidents({ incidents, now }: { incidents: readonly Incident[]; now: number }) {
  const alive = incidents.filter((incident) => incident.status !== 'resolved');
  if (alive.length === 0) return null;
  return (
    <ul className={styles.alerts} aria-label="Incidents that still hold">
      {alive.map((incident) => (
        <li key={incident.id} className={styles.alert}>
          <SeverityBadge severity={incident.severity} />
          <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
            {incident.title}
          </Link>
          <span className={styles.sub}>
            {incident.status}, for {incidentAge(incident, now)}
          </span>
        </li>
      ))}
    </ul>
  );
}
