import type { ServerEvent } from '@driftline/contracts';
import type { ChangeListener, ChangeSubscription } from './changes/listenChanges.js';
import type { Repositories } from './repositories.js';

/** The facts of one installation. One per process; `close` it at the end. */
export interface Database extends Repositories {
  /** All or nothing: what `work` does through the repositories it is given commits together. */
  transaction<Result>(work: (facts: Repositories) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` while no other process or job works on the same model. Do not nest.
   * `signal` aborts when the lock was lost with its connection.
   */
  withModelLock<Result>(modelId: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Tells every listening process, this one too, what changed; inside a transaction use `facts.changes.publish`. */
  publishChange(event: ServerEvent): Promise<void>;
  listenChanges(
    onChange: ChangeListener['onChange'],
    onGap?: ChangeListener['onGap'],
  ): Promise<ChangeSubscription>;
  /** @throws when the database cannot be asked. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
