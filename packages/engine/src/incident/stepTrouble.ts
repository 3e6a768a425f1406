import type { Finding } from '@driftline/contracts';
import { beginTrouble } from './beginTrouble.js';
import { continueTrouble } from './continueTrouble.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';
import type { Signals } from './signals.js';
import type { TroubleStep } from './troubleStep.js';

/** Features that begin to fail within so many windows of each other fail together. */
const TOGETHER_WINDOWS = 2;

/** Incidents of inputs and of performance: continues, joins, escalates, resolves and opens them. */
export function stepTrouble(step: TroubleStep): IncidentChange[] {
  const { signals } = step;
  const open = step.incidents.filter(({ status }) => status === 'open');
  const shares = share(step, open);
  const harmed = open.find((incident) => takesHarm(incident, shares.get(incident.key) ?? [], signals));
  const changes = open.flatMap((incident) =>
    continueTrouble(step, incident, shares.get(incident.key) ?? [], incident === harmed),
  );
  const owned = new Set([...shares.values()].flat());
  const fresh = signals.strong.filter((finding) => !owned.has(finding));
  return [...changes, ...beginTrouble(step, fresh, harmed !== undefined)];
}

/** Which strong findings belong to which open incident: by column, else by having begun together. */
function share({ signals, windowMs }: TroubleStep, open: readonly EngineIncident[]): Map<string, Finding[]> {
  const { start } = signals.evaluation;
  const shares = new Map<string, Finding[]>(open.map(({ key }) => [key, []]));
  for (const finding of signals.strong) {
    const owner =
      open.find((incident) => owns(incident, finding)) ??
      open.findLast(({ startedAt }) => Math.abs(start - startedAt) <= TOGETHER_WINDOWS * windowMs);
    if (owner) shares.get(owner.key)?.push(finding);
  }
  return shares;
}

function owns({ columns, findings }: EngineIncident, finding: Finding): boolean {
  if (finding.column !== null) return columns.includes(finding.column);
  return findings.some(({ kind, column }) => column === null && kind === finding.kind);
}

/**
 * Harm belongs to the first open incident that is bad at this window. While inputs are known to be broken, a window
 * that is harmed and has too few rows yet to show it on them needs no other explanation.
 */
function takesHarm(incident: EngineIncident, findings: readonly Finding[], signals: Signals): boolean {
  if (incident.cause === 'performance') return signals.supported || signals.lingering;
  const unseen = incident.severity === 'page' || signals.evaluation.state === 'provisional';
  return signals.supported && (findings.length > 0 || unseen);
}
