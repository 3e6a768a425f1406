import type { Rejection } from '@driftline/contracts';

/** What one try of one batch led to. */
export type Outcome =
  /** The collector judged every event. */
  | { kind: 'judged'; stored: number; rejected: number; rejections: readonly Rejection[] }
  /** May work later. */
  | { kind: 'retry'; reason: string; waitMs: number }
  /** Too large: two halves may work. */
  | { kind: 'split'; reason: string }
  /** Will never work for this batch. */
  | { kind: 'refused'; reason: string }
  /** Will never work for any batch: the key is wrong. */
  | { kind: 'stop'; reason: string };
