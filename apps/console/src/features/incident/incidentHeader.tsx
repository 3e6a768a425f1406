import type { Incident } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Badge } from '../../shared/ui/badge.js';
import { SeverityBadge } from '../../shared/ui/severityBadge.js';
import { StatusBadge } from '../../shared/ui/statusBadge.js';
import styles from './incident.module.css';
import { IncidentActions } from './incidentActions.js';

export function IncidentHeader({ incident }: { incident: Incident }) {
  useEffect(() => {
    document.title = `${incident.title} · Driftline`;
  }, [incident.title]);
  return (
    <header className={styles.header}>
      <div className={styles.badges}>
        <SeverityBadge severity={incident.severity} muted={incident.status === 'resolved'} />
        <StatusBadge status={incident.status} />
        <Badge>{incident.cause}</Badge>
        <span className={styles.quiet}>
          on{' '}
          <Link to="/models/$model" params={{ model: incident.model }}>
            {incident.model}
          </Link>
        </span>
      </div>
      <h1 className={styles.title}>{incident.title}</h1>
      <p className={styles.summary}>{incident.summary}</p>
      <IncidentActions incident={incident} />
    </header>
  );
}
