import { mergeOutcomes } from '../profile/mergeOutcomes.js';
import { mergeProfiles } from '../profile/mergeProfiles.js';
import type { LabelledCell, WindowOutcomes } from '../profile/outcomeCells.js';
import { rowsLabelled } from '../profile/rowsLabelled.js';
import { FRACTIONS } from '../windows/phaseOf.js';
import { learnCalibration } from './learnCalibration.js';
import { learnColumns } from './learnColumns.js';
import { learnLabelDelay } from './learnLabelDelay.js';
import { learnSlis } from './learnSlis.js';
import { learnVolume } from './learnVolume.js';
import { phaseWindows } from './phaseParts.js';
import type { Reference } from './reference.js';
import type { ReferencePlan, ReferenceScans } from './referencePlan.js';

/** Second pass: everything that later windows are compared with. Deterministic in its arguments. */
export function learnReference(plan: ReferencePlan, scans: ReferenceScans): Reference {
  const { period, windowSeconds, layout, task, positiveLabel, scoreEdges, scoreOf, classes } = plan;
  const profiles = phaseWindows(scans.parts, windowSeconds, mergeProfiles);
  const outcomes = phaseWindows(scans.outcomes, windowSeconds, mergeOutcomes);
  const windows = outcomes.at(-1) ?? [];
  const isRight = ({ prediction, label }: LabelledCell) =>
    label === (scoreOf === 'confidence' ? prediction : positiveLabel);
  const calibration = learnCalibration(windows, scoreEdges.length + 1, isRight);
  const learnt = learnSlis({ task, positiveLabel, scoreEdges, calibration }, outcomes);
  return {
    start: period.start,
    end: period.end,
    rows: scans.whole.rows,
    ...(period.version === undefined ? {} : { version: period.version }),
    windowSeconds,
    task,
    positiveLabel,
    classes,
    columns: Object.fromEntries(
      Object.entries(scans.whole.columns).map(([name, profile]) => [name, { profile }]),
    ),
    layout,
    scoreEdges,
    scoreOf,
    calibration,
    slis: learnt.slis,
    phases: FRACTIONS.map((fraction, phase) => ({
      fraction,
      realised: learnt.realised[phase] ?? {},
      misses: learnt.misses[phase] ?? {},
      estimated: learnt.estimated[phase] ?? {},
      columns: learnColumns(scans.whole, profiles[phase] ?? []),
    })),
    coverage: scans.whole.rows > 0 ? Math.min(1, labelledRows(windows) / scans.whole.rows) : 0,
    labelDelay: learnLabelDelay(scans.delay, plan.requests.delay.ages),
    volume: learnVolume(scans.hourly, windowSeconds),
  };
}

function labelledRows(windows: readonly WindowOutcomes[]): number {
  return windows.reduce((sum, window) => sum + rowsLabelled(window), 0);
}
