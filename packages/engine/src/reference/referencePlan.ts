import type { Task } from '@driftline/contracts';
import type { BinLayout } from '../profile/binLayout.js';
import type { LabelDelayCounts, LabelDelayRequest } from '../profile/labelDelay.js';
import type { OutcomeRequest, WindowOutcomes } from '../profile/outcomeCells.js';
import type { ScanRequest } from '../profile/scanRequest.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import type { ReferencePeriod } from './referenceSurvey.js';

/** What the survey settled, and the scans of the second pass. */
export interface ReferencePlan {
  period: ReferencePeriod;
  windowSeconds: number;
  partSeconds: number;
  task: Task | null;
  positiveLabel: string | null;
  /** Canonical strings, most frequent first; empty for regression. */
  classes: string[];
  layout: BinLayout;
  scoreEdges: number[];
  scoreOf: 'positive' | 'confidence';
  requests: ReferenceScanRequests;
}

/** What the worker must ask the event store before `learnReference`. */
export interface ReferenceScanRequests {
  /** The whole period in one profile, with bins. */
  whole: ScanRequest;
  /** One profile per part of a window (an hour, a day's six hours; days of weekly windows). */
  parts: ScanRequest;
  /** Outcomes per part of a window; null when the task is unknown. */
  outcomes: OutcomeRequest | null;
  delay: LabelDelayRequest;
}

/** The answers to ReferenceScanRequests; `hourly` is handed on from the survey. */
export interface ReferenceScans {
  hourly: WindowProfile[];
  whole: WindowProfile;
  parts: WindowProfile[];
  /** Empty when `requests.outcomes` is null. */
  outcomes: WindowOutcomes[];
  /** Leave out when the store keeps no label times. */
  delay?: LabelDelayCounts;
}

/** What a person fixed in the model's settings; wins over inference. */
export interface ReferenceSettings {
  windowSeconds?: number;
  task?: Task;
  positiveLabel?: string;
}
