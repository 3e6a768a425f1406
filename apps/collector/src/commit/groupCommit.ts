import { CommitQueue } from './commitQueue.js';
import type { GroupOptions, Insert } from './insert.js';

/**
 * Lets small requests for one model that arrive within a few milliseconds share one insert: a durable write costs an
 * fsync and a part whatever its size. Each request is settled by the insert that carried its own rows.
 */
export class GroupCommit<Row> {
  private readonly queues = new Map<string, CommitQueue<Row>>();

  constructor(
    private readonly insert: Insert<Row>,
    private readonly options: GroupOptions,
  ) {}

  /** Resolves when the rows are durable; rejects with the store's error when these rows could not be written. */
  submit(modelId: string, rows: readonly Row[], token: string): Promise<void> {
    const queue = this.queues.get(modelId) ?? new CommitQueue(modelId, this.insert, this.options);
    this.queues.set(modelId, queue);
    return queue.submit(rows, token).finally(() => {
      if (queue.idle) this.queues.delete(modelId);
    });
  }

  /** Inserts at once what still waits for company. */
  flush(): void {
    for (const queue of this.queues.values()) queue.flush();
  }
}
