/** What one message may hold, and the time against which its timestamps are judged. */
export interface DecodeLimits {
  /** The time of receipt, epoch milliseconds. */
  now: number;
  /** How far ahead of `now` a timestamp may be. */
  maxFutureSeconds: number;
  /** Epoch milliseconds before which the store holds no time; what lies before is a mistake, such as a zero date. */
  earliest: number;
  /** Items of one message. */
  maxItems: number;
  /** Features of one prediction. */
  maxFeatures: number;
  /** Entries of `tags` and of `scores`, each. */
  maxEntries: number;
  /** UTF-16 units of a name or id; the wire itself allows no more than 200. */
  maxNameLength: number;
  /** UTF-16 units of a string value of a feature or tag. */
  maxStringLength: number;
}

/** Limits of an installation that sets none. */
export const defaultDecodeLimits: Omit<DecodeLimits, 'now'> = {
  maxFutureSeconds: 86_400,
  earliest: Date.UTC(1900, 0, 1),
  maxItems: 100_000,
  maxFeatures: 1000,
  maxEntries: 1000,
  maxNameLength: 200,
  maxStringLength: 10_000,
};
