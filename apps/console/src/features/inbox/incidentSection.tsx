import type { Incident, Model } from '@driftline/contracts';
import { useId } from 'react';
import { Counter } from '../../shared/ui/counter.js';
import styles from './inboxPage.module.css';
import { IncidentRow } from './incidentRow.js';

export interface IncidentSectionProps {
  title: string;
  incidents: readonly Incident[];
  models: readonly Model[];
  now: number;
}

export function IncidentSection({ title, incidents, models, now }: IncidentSectionProps) {
  const id = useId();
  if (incidents.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.section}>
        {title} <Counter count={incidents.length} />
      </h2>
      <ol className={styles.list}>
        {incidents.map((incident) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            model={models.find((model) => model.name === incident.model)}
            now={now}
          />
        ))}
      </ol>
    </section>
  );
}
