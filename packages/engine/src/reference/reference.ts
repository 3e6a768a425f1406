import type { Task } from '@driftline/contracts';
import type { BinLayout } from '../profile/binLayout.js';
import type { ColumnProfile } from '../profile/columnProfile.js';

/** How one metric behaved between the windows of the reference. */
export interface SliBaseline {
  metric: string;
  value: number;
  /** Standard deviation between windows beyond sampling noise. */
  naturalSd: number;
  /** Reference windows behind naturalSd. */
  windows: number;
  /** Band of natural variation of a window of the reference's usual size. */
  low: number;
  high: number;
  /** The metric of the best constant prediction, or of scores that say nothing. */
  noSkill: number;
  /** Signed distance from `noSkill` in standard deviations of one window: the power to show harm. */
  power: number;
  /** Whether this metric may page. */
  pages: boolean;
  higherIsBetter: boolean;
}

/** Isotonic map from score bins to probabilities. */
export interface Calibrator {
  /** Calibrated probability per score bin (length scoreEdges + 1). */
  probabilities: number[];
  /** False when calibration did not improve the expected calibration error out of fold: raw mean scores are used. */
  isotonic: boolean;
}

/** How far an estimator missed the realised metric between reference windows. */
export interface ModelError {
  metric: string;
  estimator: string;
  bias: number;
  sd: number;
  windows: number;
}

/** What the reference says about one column. */
export interface ColumnReference {
  profile: ColumnProfile;
  /** Distances of each reference window from the rest of the reference, by distance name. */
  distances: Record<string, number[]>;
  /** Missing share of each reference window. */
  missingRates: number[];
}

export interface LabelDelay {
  /** Ascending ages in milliseconds, and the share of the eventually labelled rows known at that age. */
  ages: number[];
  known: number[];
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
  calibrator: Calibrator | null;
  slis: SliBaseline[];
  modelErrors: ModelError[];
  /** Share of rows that are labelled in the end. */
  coverage: number;
  labelDelay: LabelDelay | null;
  volume: VolumeReference;
}

/** Rows of the reference by hour of the week (168 values, Monday 00:00 UTC first), as means per hour. */
export interface VolumeReference {
  byHourOfWeek: number[];
  /** Relative deviations of reference windows from that expectation. */
  deviations: number[];
  /** Share of reference windows with at least one row. */
  presence: number;
}
