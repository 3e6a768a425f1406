import type { Finding } from '@driftline/contracts';
import { describeTrouble } from './describeTrouble.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';
import { changeOf } from './incidentChange.js';
import { withBad } from './memory.js';
import { rankColumns } from './rankColumns.js';
import { sortFindings } from './sortFindings.js';
import type { TroubleStep } from './troubleStep.js';

/** The window extends the incident: more findings, more columns, a higher severity, or only one more bad window. */
export function worsen(
  step: TroubleStep,
  incident: EngineIncident,
  findings: readonly Finding[],
  harmed: boolean,
): IncidentChange {
  const { signals } = step;
  const { evaluation, harm } = signals;
  const hard = findings.some(({ level }) => level === 'hard');
  const severity = hard || (harmed && signals.supported) ? 'page' : incident.severity;
  const known = new Set(incident.columns);
  const added = rankColumns(findings).filter((column) => !known.has(column));
  const z = harmed ? (harm?.z ?? 0) : 0;
  const worse = z > incident.memory.worst || severity !== incident.severity || added.length > 0;
  const merged = worse
    ? sortFindings([...evaluation.findings, ...missingFrom(incident, evaluation.findings)])
    : incident.findings;
  const columns = [
    ...rankColumns(
      merged.filter(({ column }) => column !== null && (known.has(column) || added.includes(column))),
    ),
  ];
  const memory = {
    ...withBad(incident.memory, evaluation.start),
    worst: Math.max(z, incident.memory.worst),
    seenByLabels: incident.memory.seenByLabels || (harmed && harm?.sli.kind === 'realised'),
  };
  const startedAt = Math.min(incident.startedAt, evaluation.start);
  const next = { ...incident, severity, memory, startedAt };
  if (!worse) return changeOf('touch', next, evaluation.asOf, '');
  const told = describeTrouble({
    model: step.model,
    severity,
    startedAt,
    columns,
    findings: merged,
    harm: harmed ? harm : null,
  });
  const full = {
    ...next,
    ...told,
    columns,
    findings: merged,
    slis: harmed ? evaluation.slis : incident.slis,
  };
  if (severity !== incident.severity) return changeOf('escalate', full, evaluation.asOf, told.title);
  return changeOf(added.length > 0 ? 'update' : 'touch', full, evaluation.asOf, told.title);
}

function missingFrom(incident: EngineIncident, findings: readonly Finding[]): Finding[] {
  const seen = new Set(findings.map(({ kind, column }) => `${kind}:${column}`));
  return incident.findings.filter(({ kind, column }) => !seen.has(`${kind}:${column}`));
}
