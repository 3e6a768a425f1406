import type { Incident, Model } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import { incidentAge } from '../../shared/incidents/incidentAge.js';
import { incidentSli } from '../../shared/incidents/incidentSli.js';
import { incidentSource } from '../../shared/incidents/incidentSource.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { SeverityBadge } from '../../shared/ui/severityBadge.js';
import { StatusBadge } from '../../shared/ui/statusBadge.js';
import styles from './incidentRow.module.css';
import { RowSparkline } from './rowSparkline.js';

export interface IncidentRowProps {
  incident: Incident;
  model: Model | undefined;
  now: number;
}

export function IncidentRow({ incident, model, now }: IncidentRowProps) {
  const source = incidentSource(incident);
  const worst = incidentSli(incident, model);
  const done = incident.status === 'resolved';
  return (
    <li className={`${styles.row} ${done ? styles.done : ''}`}>
      <div className={styles.severity}>
        <SeverityBadge severity={incident.severity} muted={done} />
      </div>
      <div className={styles.what}>
        <Link
          to="/incidents/$incidentId"
          params={{ incidentId: incident.id }}
          className={styles.title}
          data-incident={incident.id}
        >
          {incident.title}
        </Link>
        <p className={styles.meta}>
          <span>{incident.model}</span>
          <span>
            since <Timestamp at={incident.startedAt} style="date" />,{' '}
            {done ? `lasted ${incidentAge(incident, now)}` : incidentAge(incident, now)}
          </span>
          {source !== undefined && (
            <span>
              source <code>{source.suspect.name}</code>
            </span>
          )}
        </p>
      </div>
      <RowSparkline incident={incident} model={model} worst={worst} />
      <div className={styles.state}>
        <StatusBadge status={incident.status} />
        <span className={styles.assignee}>{incident.assignee ?? (done ? '' : 'Not assigned')}</span>
      </div>
    </li>
  );
}
