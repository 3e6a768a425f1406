import { randomUUID } from 'node:crypto';
import type { ResolvedOptions } from '../client/clientOptions.js';
import type { EventQueue } from '../queue/eventQueue.js';
import { deliverBatch, type Ending } from './deliverBatch.js';
import type { Batch } from './sendBatch.js';

/** Empties the queues, one request at a time; predictions first, because they make a model known to its labels. */
export class Sender {
  private readonly aborting = new AbortController();
  private running: Promise<void> | undefined;
  private waiters: { targets: [EventQueue, number][]; resolve: () => void }[] = [];

  constructor(
    private readonly queues: Readonly<Record<Batch['kind'], EventQueue>>,
    private readonly options: ResolvedOptions,
    private readonly onEnding: (ending: Ending) => void,
  ) {}

  /** Starts sending unless it is under way already. */
  start(): void {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when every event that is queued or under way now is settled. */
  settled(): Promise<void> {
    const targets = Object.values(this.queues).map((queue): [EventQueue, number] => [queue, queue.total]);
    return new Promise((resolve) => {
      this.waiters.push({ targets, resolve });
      this.wakeWaiters();
    });
  }

  /** Ends the request or the wait that is under way; the batch is given up. */
  abort(): void {
    this.aborting.abort();
  }

  private async run(): Promise<void> {
    for (let next = this.next(); next !== undefined; next = this.next()) {
      const { queue, batch } = next;
      await deliverBatch(batch, this.options, this.aborting.signal, this.onEnding);
      queue.settle(batch.lines.length);
      this.wakeWaiters();
    }
  }

  private next(): { queue: EventQueue; batch: Batch } | undefined {
    for (const kind of ['predictions', 'labels'] as const) {
      const queue = this.queues[kind];
      const lines = queue.take(this.options.maxBatchEvents, this.options.maxBatchBytes);
      if (lines.length > 0) return { queue, batch: { kind, lines, key: randomUUID() } };
    }
    return undefined;
  }

  private wakeWaiters(): void {
    this.waiters = this.waiters.filter(({ targets, resolve }) => {
      const done = targets.every(([queue, target]) => queue.settled >= target);
      if (done) resolve();
      return !done;
    });
  }
}
