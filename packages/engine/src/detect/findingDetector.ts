import type { Finding } from '@driftline/contracts';
import type { DueEvaluation, Evaluation } from '../evaluate/evaluation.js';
import type { Aggregate } from '../profile/aggregate.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import type { Reference } from '../reference/reference.js';

/** What a detector sees of a window. `profile` has rows = 0 and no columns when the window is empty. */
export interface DetectInput {
  reference: Reference;
  due: DueEvaluation;
  profile: WindowProfile;
  /** Earlier windows, ascending, never the current one. */
  history: readonly Evaluation[];
}

/** `measures`: everything measured, by column ('' for the whole window), so that later thresholds know the usual. */
export interface Detection {
  findings: Finding[];
  measures: Record<string, number>;
}

/** One kind of evidence. Declares what it needs; the platform compiles the union of all into one scan. */
export interface FindingDetector {
  /** The `kind` of its findings. */
  name: string;
  aggregates: readonly Aggregate[];
  detect(input: DetectInput): Detection;
}
