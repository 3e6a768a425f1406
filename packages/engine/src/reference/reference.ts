import type { Task } from '@driftline/contracts';
import type { CalibrationMap } from '@driftline/stats';
import type { BinLayout } from '../profile/binLayout.js';
import type { ColumnProfile } from '../profile/columnProfile.js';
import type { PhaseReference } from './phaseReference.js';

/** What the reference says about one metric of the model. */
export interface SliBaseline {
  metric: string;
  value: number;
  /** Band of natural variation between whole windows: value ± 3 naturalSd of the last phase. */
  low: number;
  high: number;
  /** The metric of the best constant prediction, or of scores that say nothing. */
  noSkill: number;
  /** Smallest worsening that is of practical interest, in the metric's unit. */
  smallestDrop: number;
  /** How far the model is better than `noSkill`, in standard deviations of one window: the power to show harm. */
  power: number;
  /** Whether this metric may page. */
  pages: boolean;
}

/** What the reference says about one column; its profile carries the layout's bins. */
export interface ColumnReference {
  profile: ColumnProfile;
}

/** How fast labels arrive. */
export interface LabelDelay {
  /** Ascending ages in milliseconds, and the share of the eventually labelled rows known at that age. */
  ages: number[];
  known: number[];
}

/** Expected traffic. */
export interface VolumeReference {
  /** Mean rows per hour of the week: 168 values, Monday 00:00 UTC first; NaN never, 0 where there was none. */
  byHourOfWeek: number[];
  /** Robust standard deviation of ln(rows / expected rows) between reference windows. */
  logSd: number;
  /** Share of the reference's windows that had rows. */
  presence: number;
}

/**
 * Everything learnt from the labelled period that a model is compared with. Plain JSON: store it as it is.
 * Times are epoch milliseconds, UTC.
 */
export interface Reference {
  start: number;
  end: number;
  rows: number;
  version?: string;
  windowSeconds: number;
  task: Task | null;
  positiveLabel: string | null;
  classes: string[];
  columns: Record<string, ColumnReference>;
  layout: BinLayout;
  scoreEdges: number[];
  scoreOf: 'positive' | 'confidence';
  /** From mean score to probability; null when the model sends no scores or the reference has no labels. */
  calibration: CalibrationMap | null;
  slis: SliBaseline[];
  /** Quarter points of a window, then the whole window: what is usual when only that part has passed. */
  phases: PhaseReference[];
  /** Share of rows that are labelled in the end. */
  coverage: number;
  labelDelay: LabelDelay | null;
  volume: VolumeReference;
}
