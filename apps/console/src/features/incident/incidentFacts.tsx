import type { Incident, Model, Window } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { incidentAge } from '../../shared/incidents/incidentAge.js';
import { incidentSli } from '../../shared/incidents/incidentSli.js';
import { incidentSource } from '../../shared/incidents/incidentSource.js';
import { consumersOf } from '../../shared/maps/consumersOf.js';
import type { ModelMap } from '../../shared/maps/useModelMap.js';
import { formatCount, formatNumber, formatShare } from '../../shared/numbers/formatNumber.js';
import { metricName } from '../../shared/numbers/metricName.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { affectedRows } from './affectedRows.js';
import styles from './incidentFacts.module.css';

export interface IncidentFactsProps {
  incident: Incident;
  model: Model | undefined;
  windows: readonly Window[] | undefined;
  map: ModelMap | undefined;
  now: number;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The six answers that a person on call needs first. */
export function IncidentFacts({ incident, model, windows, map, now }: IncidentFactsProps) {
  return (
    <dl className={styles.facts}>
      <Fact name="What broke">
        <WhatBroke incident={incident} />
      </Fact>
      <Fact name="Since when">
        <strong>
          <Timestamp at={incident.startedAt} style="date" />
        </strong>
        <p>
          {incident.closedAt === null
            ? `${incidentAge(incident, now)} so far`
            : `for ${incidentAge(incident, now)}`}
          ; opened <Timestamp at={incident.openedAt} />
        </p>
      </Fact>
      <Fact name="How bad">
        <HowBad incident={incident} model={model} />
      </Fact>
      <Fact name="Who is hit">
        <WhoIsHit incident={incident} windows={windows} map={map} />
      </Fact>
      <Fact name="Most probable source">
        <ProbableSource incident={incident} />
      </Fact>
      <Fact name="Safest repair">
        <SafestRepair incident={incident} />
      </Fact>
    </dl>
  );
}

const causes: Record<string, string> = {
  'input-change': 'The inputs',
  'outcome-shift': 'The outcome itself',
  'hard-error': 'The data',
  performance: 'The performance',
};

function WhatBroke({ incident }: { incident: Incident }) {
  const columns = [...new Set(incident.findings.flatMap((finding) => finding.column ?? []))];
  const first = incident.findings[0];
  return (
    <>
      <strong>
        {columns.length === 0 ? (causes[incident.cause] ?? incident.cause) : columns.slice(0, 3).join(', ')}
      </strong>
      {columns.length > 3 && <p>and {columns.length - 3} more columns</p>}
      {first !== undefined && <p>{first.message}</p>}
    </>
  );
}

function HowBad({ incident, model }: { incident: Incident; model: Model | undefined }) {
  const worst = incidentSli(incident, model);
  if (worst === undefined) return <p>No SLI is known.</p>;
  const { sli, reference } = worst;
  return (
    <>
      <strong>
        {metricName(sli.metric)} {sli.value === null ? 'cannot be known yet' : formatNumber(sli.value)}
      </strong>
      <p>
        {sli.low !== null &&
          sli.high !== null &&
          `95 % interval ${formatNumber(sli.low)} to ${formatNumber(sli.high)}, `}
        {sli.kind} on {formatCount(sli.rows)} rows
      </p>
      {reference !== undefined && (
        <p>
          usually {formatNumber(reference.low)} to {formatNumber(reference.high)}
        </p>
      )}
    </>
  );
}

function WhoIsHit({ incident, windows, map }: Pick<IncidentFactsProps, 'incident' | 'windows' | 'map'>) {
  const rows = windows === undefined ? undefined : affectedRows(incident, windows);
  const consumers = map === undefined ? [] : consumersOf(map.graph, incident.model);
  return (
    <>
      <strong>
        <Link to="/models/$model" params={{ model: incident.model }}>
          {incident.model}
        </Link>
      </strong>
      {rows !== undefined && <p>{formatCount(rows)} predictions since it began</p>}
      <p>
        {consumers.length === 0
          ? 'no consumer is known on a map'
          : `behind it: ${consumers.map((consumer) => consumer.name).join(', ')}`}
      </p>
    </>
  );
}

function ProbableSource({ incident }: { incident: Incident }) {
  const source = incidentSource(incident);
  if (source === undefined) {
    return (
      <>
        <strong>None named</strong>
        <p>
          {incident.cause === 'outcome-shift'
            ? 'No input changed: the outcome itself moved.'
            : 'No lineage or map reaches this model yet.'}
        </p>
      </>
    );
  }
  const { suspect, evidence } = source;
  return (
    <>
      <strong className={styles.code}>{suspect.name}</strong>
      {evidence !== undefined && (
        <p>
          read at{' '}
          <code>
            {evidence.path}:{evidence.line}
          </code>
        </p>
      )}
      <p>suspicion {formatShare(suspect.score)}</p>
    </>
  );
}

function SafestRepair({ incident }: { incident: Incident }) {
  const safest = [...incident.proposals].sort((a, b) => riskOrder[a.risk] - riskOrder[b.risk])[0];
  if (safest === undefined) return <p>No repair is proposed.</p>;
  return (
    <>
      <strong>{safest.title}</strong>
      <p>
        {safest.reaction}, {safest.risk} risk
      </p>
    </>
  );
}

const riskOrder = { low: 0, medium: 1, high: 2 };
