import type { EventKind } from '@driftline/formats';

/** What the collector shows of itself. */
export interface IngestMetricsPort {
  /** Items of one answered batch. */
  items(kind: EventKind, counts: { accepted: number; duplicate: number; rejected: number }): void;
  /** Time from the request to its acknowledgement. */
  seconds(kind: EventKind, seconds: number): void;
}
