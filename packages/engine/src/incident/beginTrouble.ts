import type { Finding } from '@driftline/contracts';
import { describeTrouble } from './describeTrouble.js';
import type { EngineIncident, IncidentCause, IncidentChange } from './engineIncident.js';
import { changeOf } from './incidentChange.js';
import { rankColumns } from './rankColumns.js';
import { sortFindings } from './sortFindings.js';
import type { TroubleStep } from './troubleStep.js';
import { worsen } from './worsen.js';

/** A trouble that comes back within so many windows is the same incident again. */
const REOPEN_WINDOWS = 7;

/** Opens or reopens an incident for what no open incident explains. */
export function beginTrouble(
  step: TroubleStep,
  fresh: readonly Finding[],
  explained: boolean,
): IncidentChange[] {
  const { signals } = step;
  const { evaluation } = signals;
  const harmed = !explained && (fresh.length > 0 ? signals.supported : signals.degraded);
  const hard = fresh.some(({ level }) => level === 'hard');
  const countable = fresh.filter(({ kind }) => evaluation.state !== 'provisional' || kind === 'unit-change');
  if (!hard && !harmed && countable.length === 0) return [];
  const cause = hard ? 'hard-error' : fresh.length > 0 ? 'input-change' : 'performance';
  const columns = rankColumns(fresh);
  const former = formerOf(step, cause, columns);
  if (former === 'covered') return [];
  if (former) return [reopen(step, former, fresh, harmed)];
  return [open(step, cause, fresh, harmed)];
}

/** A resolved incident that this trouble continues; `covered` when the window lies within one that is over. */
function formerOf(
  { incidents, signals, windowMs }: TroubleStep,
  cause: IncidentCause,
  columns: readonly string[],
): EngineIncident | 'covered' | null {
  const { evaluation } = signals;
  const alike = incidents.filter(
    (one) =>
      one.status === 'resolved' &&
      (cause === 'performance'
        ? one.memory.bad.length > 0
        : one.cause !== 'performance' &&
          (columns.length === 0 || one.columns.some((column) => columns.includes(column)))),
  );
  if (alike.some(({ memory }) => evaluation.start <= (memory.bad.at(-1) ?? Number.NEGATIVE_INFINITY)))
    return 'covered';
  const recent = alike.filter(
    (one) => one.cause === cause && evaluation.asOf - (one.closedAt ?? 0) <= REOPEN_WINDOWS * windowMs,
  );
  return recent.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null;
}

function open(
  step: TroubleStep,
  cause: IncidentCause,
  fresh: readonly Finding[],
  harmed: boolean,
): IncidentChange {
  const { evaluation, harm } = step.signals;
  const severity = cause === 'hard-error' || harmed ? 'page' : 'warn';
  const columns = rankColumns(fresh);
  const findings = sortFindings(evaluation.findings);
  const startedAt = evaluation.start;
  const told = describeTrouble({
    model: step.model,
    severity,
    startedAt,
    columns,
    findings,
    harm: harmed ? harm : null,
  });
  const incident: EngineIncident = {
    key: [cause, evaluation.asOf, evaluation.start, ...columns.slice(0, 1)].join(':'),
    cause,
    severity,
    status: 'open',
    ...told,
    openedAt: evaluation.asOf,
    closedAt: null,
    startedAt,
    columns,
    slis: evaluation.slis,
    findings,
    memory: {
      bad: [evaluation.start],
      good: [],
      seenByLabels: harmed && harm?.sli.kind === 'realised',
      worst: harmed ? (harm?.z ?? 0) : 0,
    },
  };
  return changeOf('open', incident, evaluation.asOf, told.title);
}

function reopen(
  step: TroubleStep,
  former: EngineIncident,
  fresh: readonly Finding[],
  harmed: boolean,
): IncidentChange {
  const again = { ...former, status: 'open', closedAt: null } as const;
  const { incident } = worsen(step, again, fresh, harmed);
  return changeOf('reopen', incident, step.signals.evaluation.asOf, `Came back: ${incident.title}`);
}
