import type { LabelEvent, OpenLineageRunEvent, PredictionEventInput } from '@driftline/contracts';
import type { Trouble } from './trouble.js';

export type RecordedTask = 'binary' | 'multiclass' | 'regression';

/** What was recorded of a deployed model and its pipeline: the content of a folder that `driftline replay` reads. */
export interface Recording {
  predictions: PredictionEventInput[];
  /** In order of their predictions, not of their own times. */
  labels: LabelEvent[];
  lineage: OpenLineageRunEvent[];
}

/** The world that is recorded. Equal options give equal recordings. */
export interface RecordingOptions {
  seed: number;
  /** `delivery` by default. */
  model?: string;
  /** `binary` by default. */
  task?: RecordedTask;
  /** Epoch milliseconds of a UTC midnight; Monday 2026-01-05 by default. */
  start?: number;
  referenceDays: number;
  liveDays: number;
  /** Rows of a day in the middle of the week; Sundays have fewer. */
  rowsPerDay: number;
  /** How many of the 20 features; they come from the four sources in turn. */
  features?: number;
  /** Natural swing of the outcome's log odds from day to day, in standard deviations; .15 by default. */
  dailySwing?: number;
  /** Mean label delay; labels come at once when 0. 12 by default. */
  labelDelayHours?: number;
  /** Share of live rows whose label never comes; .05 by default. */
  neverLabelled?: number;
  troubles?: readonly Trouble[];
  /** Lineage is recorded unless false; with `quality`, runs also report figures of the columns they read. */
  lineage?: boolean | 'quality';
  /** Hours between two runs of a job; 24 by default. */
  runEveryHours?: number;
}

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
/** A Monday. */
export const RECORDING_START = Date.UTC(2026, 0, 5);

/** Epoch milliseconds of the first live day. */
export function liveStartOf({ start = RECORDING_START, referenceDays }: RecordingOptions): number {
  return start + referenceDays * DAY;
}
