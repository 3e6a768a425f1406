import type { Window } from '@driftline/contracts';

/** One evaluation of one window: what the API shows and what only later evaluations need. */
export interface WindowEvaluation extends Window {
  /** The engine's window profile; null once retention removed it. */
  profile: unknown;
  /** Version of the reference that it was compared with; null without one. */
  referenceVersion: number | null;
}

/** Which windows to list. Times are epoch milliseconds; both ends bound the window's start. */
export interface WindowRange {
  /** First start that counts. */
  from?: number;
  /** First start that no longer counts. */
  to?: number;
  /** The newest so many windows of the range; 1,000 unless told. */
  limit?: number;
}
