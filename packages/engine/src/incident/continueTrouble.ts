import type { Finding } from '@driftline/contracts';
import type { EngineIncident, IncidentCause, IncidentChange } from './engineIncident.js';
import { changeOf } from './incidentChange.js';
import { withGood } from './memory.js';
import type { Signals } from './signals.js';
import type { TroubleStep } from './troubleStep.js';
import { worsen } from './worsen.js';

/** Windows that must be good in a row before an incident counts as over. */
const GOOD_WINDOWS: Record<IncidentCause, number> = {
  'input-change': 1,
  'hard-error': 1,
  performance: 2,
  'outcome-shift': 3,
};

/** What the evaluation means for one open incident: worse, touched by recovery, resolved, or nothing. */
export function continueTrouble(
  step: TroubleStep,
  incident: EngineIncident,
  findings: readonly Finding[],
  harmed: boolean,
): IncidentChange[] {
  const { evaluation } = step.signals;
  if (findings.length > 0 || harmed) return [worsen(step, incident, findings, harmed)];
  if (evaluation.state === 'provisional' || !isGood(incident, step.signals)) return [];
  const memory = withGood(incident.memory, evaluation.start);
  const withdrawn = memory.bad.length === 0;
  if (!withdrawn && memory.good.length < GOOD_WINDOWS[incident.cause]) {
    return [changeOf('touch', { ...incident, memory }, evaluation.asOf, '')];
  }
  const text = withdrawn
    ? 'Withdrawn: with more data the window turned out to be as usual.'
    : `Back to usual for ${memory.good.length} window${memory.good.length > 1 ? 's' : ''}.`;
  const resolved = { ...incident, memory, status: 'resolved', closedAt: evaluation.asOf } as const;
  return [changeOf('resolve', resolved, evaluation.asOf, text)];
}

/** Without strong findings on its columns, and no longer harmed as far as its own kind of proof can tell. */
function isGood(
  { cause, memory }: EngineIncident,
  { degraded, recovered, harm, evaluation }: Signals,
): boolean {
  if (evaluation.rows === 0) return false;
  if (cause !== 'performance') return !degraded;
  return recovered && (!memory.seenByLabels || harm?.sli.kind === 'realised');
}
