import { describeShift } from './describeShift.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';
import { changeOf } from './incidentChange.js';
import type { Shift } from './judgeShift.js';
import { withBad, withGood } from './memory.js';
import type { Signals } from './signals.js';

const GOOD_WINDOWS = 3;
const REOPEN_WINDOWS = 14;

export interface ShiftStep {
  model: string;
  windowMs: number;
  incidents: readonly EngineIncident[];
  signals: Signals;
  /** True while a page explains why labels and estimates disagree. */
  explained: boolean;
}

/** The one incident of outcomes that no longer match the scores: warns, never pages. */
export function stepShift(step: ShiftStep): IncidentChange[] {
  const { shift, evaluation } = step.signals;
  const known = step.incidents.filter(({ cause }) => cause === 'outcome-shift');
  const newest = known.toSorted((a, b) => a.openedAt - b.openedAt).at(-1);
  if (shift === null || evaluation.start < (newest?.memory.bad.at(-1) ?? Number.NEGATIVE_INFINITY)) return [];
  if (newest?.status === 'open') return carryOn(step, newest, shift);
  if (!shift.disagrees || step.explained) return [];
  const recent = newest && evaluation.asOf - (newest.closedAt ?? 0) <= REOPEN_WINDOWS * step.windowMs;
  return [recent ? reopen(step, newest, shift) : open(step, shift)];
}

function carryOn(step: ShiftStep, incident: EngineIncident, shift: Shift): IncidentChange[] {
  const { evaluation } = step.signals;
  if (shift.disagrees) return [changeOf('touch', worsened(step, incident, shift), evaluation.asOf, '')];
  if (!shift.calm) return [];
  const memory = withGood(incident.memory, evaluation.start);
  const next = { ...incident, memory };
  if (memory.bad.length > 0 && memory.good.length < GOOD_WINDOWS)
    return [changeOf('touch', next, evaluation.asOf, '')];
  const resolved = { ...next, status: 'resolved', closedAt: evaluation.asOf } as const;
  return [changeOf('resolve', resolved, evaluation.asOf, 'Labels and estimates agree again.')];
}

function worsened(step: ShiftStep, incident: EngineIncident, shift: Shift): EngineIncident {
  const { evaluation } = step.signals;
  const memory = withBad(incident.memory, evaluation.start);
  if (Math.abs(shift.z) <= incident.memory.worst) return { ...incident, memory };
  return {
    ...incident,
    ...describeShift(step.model, shift, incident.startedAt),
    slis: evaluation.slis,
    memory: { ...memory, worst: Math.abs(shift.z) },
  };
}

function open(step: ShiftStep, shift: Shift): IncidentChange {
  const { evaluation } = step.signals;
  const startedAt = evaluation.start - (shift.windows - 1) * step.windowMs;
  const told = describeShift(step.model, shift, startedAt);
  const incident: EngineIncident = {
    key: `outcome-shift:${evaluation.asOf}:${evaluation.start}`,
    cause: 'outcome-shift',
    severity: 'warn',
    status: 'open',
    ...told,
    openedAt: evaluation.asOf,
    closedAt: null,
    startedAt,
    columns: [],
    slis: evaluation.slis,
    findings: [],
    memory: { bad: [evaluation.start], good: [], seenByLabels: true, worst: Math.abs(shift.z) },
  };
  return changeOf('open', incident, evaluation.asOf, told.title);
}

function reopen(step: ShiftStep, former: EngineIncident, shift: Shift): IncidentChange {
  const incident = worsened(step, { ...former, status: 'open', closedAt: null }, shift);
  return changeOf('reopen', incident, step.signals.evaluation.asOf, `Came back: ${incident.title}`);
}
