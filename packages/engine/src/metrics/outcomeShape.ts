import type { Task } from '@driftline/contracts';
import type { CalibrationMap } from '@driftline/stats';

/** What turns outcome cells into metrics: part of a reference, known before the reference is. */
export interface OutcomeShape {
  task: Task | null;
  positiveLabel: string | null;
  scoreEdges: readonly number[];
  calibration: CalibrationMap | null;
}
