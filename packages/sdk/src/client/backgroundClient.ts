import { randomUUID } from 'node:crypto';
import { EventQueue } from '../queue/eventQueue.js';
import type { Ending } from '../transport/deliverBatch.js';
import type { Batch } from '../transport/sendBatch.js';
import { Sender } from '../transport/sender.js';
import type { Client, ClientStats, LabelInput, PredictionInput } from './client.js';
import type { ClientProblem, ResolvedOptions } from './clientOptions.js';

type State = 'open' | 'stopped' | 'closed';

/** See Client. */
export class BackgroundClient implements Client {
  private readonly queues = { predictions: new EventQueue(), labels: new EventQueue() };
  private readonly counts = { sent: 0, rejected: 0, dropped: 0, failed: 0 };
  private readonly sender: Sender;
  private readonly onExit = () => void this.flushWithin(this.options.closeTimeoutMs);
  private state: State = 'open';
  private timer: NodeJS.Timeout | undefined;
  private overflowing = false;

  constructor(private readonly options: ResolvedOptions) {
    this.sender = new Sender(this.queues, options, (ending) => this.settle(ending));
    process.once('beforeExit', this.onExit);
  }

  logPrediction(prediction: PredictionInput): string {
    const predictionId = idOf(prediction) ?? randomUUID();
    const { model, modelVersion } = this.options;
    this.enqueue('predictions', () => ({
      ...prediction,
      model: prediction.model ?? model,
      modelVersion: prediction.modelVersion ?? modelVersion,
      predictionId,
      timestamp: prediction.timestamp ?? new Date(),
    }));
    return predictionId;
  }

  logPredictions(predictions: readonly PredictionInput[]): string[] {
    return Array.from(predictions ?? [], (prediction) => this.logPrediction(prediction));
  }

  logLabel(label: LabelInput): void {
    this.enqueue('labels', () => ({
      ...label,
      model: label.model ?? this.options.model,
      timestamp: label.timestamp ?? new Date(),
    }));
  }

  logLabels(labels: readonly LabelInput[]): void {
    for (const label of labels ?? []) this.logLabel(label);
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sender.start();
    await this.sender.settled();
  }

  async close(): Promise<void> {
    process.off('beforeExit', this.onExit);
    if (this.state === 'open') this.state = 'closed';
    await this.flushWithin(this.options.closeTimeoutMs);
  }

  stats(): ClientStats {
    const total = this.queues.predictions.total + this.queues.labels.total;
    const settled = this.queues.predictions.settled + this.queues.labels.settled;
    return { ...this.counts, queued: total - settled };
  }

  private enqueue(kind: Batch['kind'], event: () => object): void {
    if (this.state !== 'open') {
      this.counts.dropped++;
      return;
    }
    const line = this.serialise(event);
    if (line === undefined || !this.hasRoom(line)) return;
    const queue = this.queues[kind];
    queue.add(line);
    if (queue.length >= this.options.maxBatchEvents) this.sender.start();
    else this.timer ??= setTimeout(() => void this.flush(), this.options.flushIntervalMs).unref();
  }

  /** Written now, so that the host may change its objects afterwards. */
  private serialise(event: () => object): string | undefined {
    try {
      return JSON.stringify(event());
    } catch (error) {
      this.lose('dropped', { kind: 'not_serialisable', message: String(error), events: 1 });
      return undefined;
    }
  }

  private hasRoom(line: string): boolean {
    const { predictions, labels } = this.queues;
    const { maxQueuedEvents, maxQueuedBytes } = this.options;
    const fits =
      predictions.length + labels.length < maxQueuedEvents &&
      predictions.size + labels.size + line.length <= maxQueuedBytes;
    if (!fits) this.overflow();
    return fits;
  }

  /** Told once until there is room again: a host under pressure must not drown in callbacks. */
  private overflow(): void {
    this.counts.dropped++;
    if (this.overflowing) return;
    this.overflowing = true;
    this.tell({
      kind: 'dropped',
      message: 'the queue is full; events are dropped until there is room',
      events: 1,
    });
  }

  private settle(ending: Ending): void {
    this.overflowing = false;
    if (ending.kind === 'judged') {
      this.counts.sent += ending.stored;
      if (ending.rejected === 0) return;
      const message = `the collector rejected ${ending.rejected} of ${ending.events} events`;
      this.lose('rejected', {
        kind: 'rejected',
        message,
        events: ending.rejected,
        rejections: ending.rejections,
      });
    } else {
      this.lose('failed', { kind: 'failed', message: ending.reason, events: ending.events });
      if (ending.kind === 'stop') this.stop(ending.reason);
    }
  }

  /** No batch will ever be taken: what waits is dropped, and so is what comes. */
  private stop(reason: string): void {
    this.state = 'stopped';
    let events = 0;
    for (const queue of Object.values(this.queues)) {
      const dropped = queue.take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).length;
      queue.settle(dropped);
      events += dropped;
    }
    this.lose('dropped', { kind: 'stopped', message: `${reason}; nothing more is sent`, events });
  }

  /** Flushes; what is not sent in time is given up. Keeps the process alive meanwhile. */
  private async flushWithin(milliseconds: number): Promise<void> {
    const deadline = setTimeout(() => this.sender.abort(), milliseconds);
    await this.flush();
    clearTimeout(deadline);
  }

  private lose(count: 'rejected' | 'dropped' | 'failed', problem: ClientProblem): void {
    this.counts[count] += problem.events;
    this.tell(problem);
  }

  private tell(problem: ClientProblem): void {
    try {
      this.options.onError(problem);
    } catch {
      // The host's own mistake must not stop the sending of its events.
    }
  }
}

/** Read with care: the host may hand over anything, and must not be thrown at. */
function idOf(prediction: PredictionInput): string | undefined {
  try {
    return prediction.predictionId;
  } catch {
    return undefined;
  }
}
