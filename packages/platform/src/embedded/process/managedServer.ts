/** A server process that runs. */
export interface ServerProcess {
  /** Settles when the process has ended, with how it ended. */
  readonly exited: Promise<string>;
  /** Asks it something real; rejects when it does not answer. */
  check(): Promise<void>;
  /** Ends it gracefully and waits until it has ended. */
  stop(): Promise<void>;
  /** Ends it at once, because it does not answer. */
  kill(): void;
}

/** A server that can be started any number of times, always on the same port. */
export interface ManagedServer {
  readonly name: string;
  /** Starts it and returns when it answers; rejects with a CodedError when it cannot start. */
  launch(): Promise<ServerProcess>;
}

/** What a supervised server is doing, for health answers. */
export interface ServerHealth {
  name: string;
  state: 'starting' | 'running' | 'restarting' | 'stopped';
  /** How often it was started again after it ended by itself. */
  restarts: number;
  /** How it ended the last time. */
  lastExit?: string;
}
