import type { OutcomeSurvey, OutcomeSurveyRequest } from '../profile/outcomeSurvey.js';
import type { ScanRequest } from '../profile/scanRequest.js';
import type { WindowProfile } from '../profile/windowProfile.js';

/** Which rows a reference is learnt from. Times are epoch milliseconds; `end` is exclusive. */
export interface ReferencePeriod {
  start: number;
  end: number;
  /** Labels known by then count; usually the moment of learning. */
  asOf: number;
  /** True: rows flagged as reference; false: a labelled period of live rows. */
  reference: boolean;
  version?: string;
  /** Features seen so far. */
  columns: string[];
}

/** What the worker must ask the event store before `planReference`. */
export interface ReferenceSurveyRequests {
  /** Rows per hour. */
  hourly: ScanRequest;
  /** One profile over the whole period. */
  whole: ScanRequest;
  outcomes: OutcomeSurveyRequest;
}

/** The answers to ReferenceSurveyRequests. */
export interface ReferenceSurvey {
  hourly: WindowProfile[];
  whole: WindowProfile;
  outcomes: OutcomeSurvey;
}

const emptyLayout = { edges: {}, categories: {} };

/** First pass of learning a reference: the scans whose answers `planReference` needs. */
export function surveyReference(period: ReferencePeriod): ReferenceSurveyRequests {
  const { columns, ...range } = period;
  return {
    hourly: { ...range, everySeconds: 3600, columns: [], aggregates: ['rows'], layout: emptyLayout },
    whole: {
      ...range,
      columns,
      aggregates: ['rows', 'missing', 'types', 'moments', 'quantiles', 'distinct', 'top'],
      layout: emptyLayout,
    },
    outcomes: range,
  };
}
