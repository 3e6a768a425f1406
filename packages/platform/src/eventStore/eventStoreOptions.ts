/** Where the event store writes what operators should read; a pino logger fits. */
interface StoreLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** Limits of the event store; every one is configurable. */
export interface EventStoreLimits {
  /** Feature columns of one model: one per feature and type. */
  maxFeatureColumns: number;
  /** Days after the time received (never event time) at which rows are removed. */
  retentionDays: number;
  /** Rows of one INSERT; more are split. */
  maxRowsPerInsert: number;
  /** Labels and predictions that one join step takes. */
  maxRowsPerJoin: number;
  /** Columns that one scan query profiles; more are split. */
  maxColumnsPerScan: number;
  /** Milliseconds by which clocks of the servers that evaluate `received_at` may differ. */
  clockSlack: number;
  /** Milliseconds after which a request is given up. */
  requestTimeout: number;
  /** Tries of a request whose connection fails. */
  attempts: number;
  maxOpenConnections: number;
}

export const defaultEventStoreLimits: EventStoreLimits = {
  maxFeatureColumns: 2000,
  retentionDays: 365,
  maxRowsPerInsert: 100_000,
  maxRowsPerJoin: 200_000,
  maxColumnsPerScan: 100,
  clockSlack: 20,
  requestTimeout: 120_000,
  attempts: 5,
  maxOpenConnections: 16,
};

/** How to reach the ClickHouse server, and what to allow. */
export interface EventStoreOptions {
  url: string;
  username?: string;
  password?: string;
  /** Created when it does not exist. */
  database: string;
  limits?: Partial<EventStoreLimits>;
  log: StoreLog;
}
