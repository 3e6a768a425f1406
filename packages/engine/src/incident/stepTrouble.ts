import type { Finding } from '@driftline/contracts';
import { describeTrouble } from './describeTrouble.js';
import type { EngineIncident, IncidentCause, IncidentChange } from './engineIncident.js';
import { changeOf } from './incidentChange.js';
import { withBad, withGood } from './memory.js';
import { rankColumns } from './rankColumns.js';
import type { Signals } from './signals.js';
import { sortFindings } from './sortFindings.js';

/** Windows that must be good in a row before an incident counts as over. */
const GOOD_WINDOWS: Record<IncidentCause, number> = {
  'input-change': 1,
  'hard-error': 1,
  performance: 2,
  'outcome-shift': 3,
};
/** Features that begin to fail within so many windows of each other fail together. */
const TOGETHER_WINDOWS = 2;
/** A trouble that comes back within so many windows is the same incident again. */
const REOPEN_WINDOWS = 7;

export interface TroubleStep {
  model: string;
  windowMs: number;
  incidents: readonly EngineIncident[];
  signals: Signals;
}

/** Incidents of inputs and of performance: continues, joins, escalates, resolves and opens them. */
export function stepTrouble(step: TroubleStep): IncidentChange[] {
  const { signals } = step;
  const open = step.incidents.filter(({ status }) => status === 'open');
  const shares = share(step, open);
  const harmed = open.find((incident) => takesHarm(incident, shares.get(incident.key) ?? [], signals));
  const changes = open.flatMap((incident) =>
    continueIncident(step, incident, shares.get(incident.key) ?? [], incident === harmed),
  );
  const owned = new Set([...shares.values()].flat());
  const fresh = signals.strong.filter((finding) => !owned.has(finding));
  return [...changes, ...begin(step, fresh, harmed !== undefined)];
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

/** Harm belongs to the first open incident that is bad at this window. */
function takesHarm(incident: EngineIncident, findings: readonly Finding[], signals: Signals): boolean {
  if (incident.cause === 'performance') return signals.supported || signals.lingering;
  return findings.length > 0 && signals.supported;
}

function continueIncident(
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

function worsen(
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

function begin(step: TroubleStep, fresh: readonly Finding[], explained: boolean): IncidentChange[] {
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
