import { CommitQueue } from './commitQueue.js';
import type { GroupOptions, Insert } from './insert.js';

/**
 * Lets requests for one model share inserts: a durable write costs an fsync, a part and its merges whatever its size
 * (about 25 ms of CPU, as much as 4,000 rows). Small requests wait a few milliseconds for company; while inserts are
 * under way, whatever comes shares the next. Each request is settled by the insert that carried its own rows.
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
    return queue.submit(rows, token);
  }

  /** Inserts at once what still waits for company. */
  flush(): void {
    for (const queue of this.queues.values()) queue.flush();
  }
}
