import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import { GroupCommit } from '../commit/groupCommit.js';
import type { GroupOptions } from '../commit/insert.js';
import type { ModelDirectory } from '../models/modelDirectory.js';
import type { EventStorePort } from '../ports/eventStorePort.js';
import type { TrafficReporter } from '../traffic/trafficReporter.js';
import type { Admitted } from './itemAdmission.js';
import type { ModelBatch } from './modelBatch.js';

/** Makes admitted rows durable and reports them. */
export class EventWriter {
  private readonly predictions: GroupCommit<PredictionRecord>;
  private readonly labels: GroupCommit<LabelRecord>;

  constructor(
    store: EventStorePort,
    options: GroupOptions,
    private readonly directory: ModelDirectory,
    private readonly traffic: TrafficReporter,
  ) {
    this.predictions = new GroupCommit((...insert) => store.insertPredictions(...insert), options);
    this.labels = new GroupCommit((...insert) => store.insertLabels(...insert), options);
  }

  /**
   * Resolves when every row is on disk. When one part fails, the others are still waited for and reported.
   *
   * @param token names this request; a repeat of it has no effect
   */
  async write(admitted: Admitted, token: string): Promise<void> {
    const outcomes = await Promise.allSettled([
      ...admitted.predictions.map((batch) => this.writePredictions(batch, token)),
      ...admitted.labels.map((batch) => this.writeLabels(batch, token)),
    ]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Inserts at once what waits for company. */
  flush(): void {
    this.predictions.flush();
    this.labels.flush();
  }

  private async writePredictions(
    { name, model, rows }: ModelBatch<PredictionRecord>,
    token: string,
  ): Promise<void> {
    await this.forgetOnFailure(name, this.predictions.submit(model.id, rows, tokenOf(token, rows)));
    const newestEventAt = rows.reduce((newest, row) => Math.max(newest, row.timestamp), -Infinity);
    this.traffic.add(model.id, { rows: rows.length, labels: 0, newestEventAt });
  }

  private async writeLabels({ name, model, rows }: ModelBatch<LabelRecord>, token: string): Promise<void> {
    await this.forgetOnFailure(name, this.labels.submit(model.id, rows, tokenOf(token, rows)));
    this.traffic.add(model.id, { rows: 0, labels: rows.length, newestEventAt: undefined });
  }

  /** The model may have been removed meanwhile: the next request asks the registry again. */
  private async forgetOnFailure(name: string, writing: Promise<void>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      this.directory.forget(name);
      throw error;
    }
  }
}

/** A repeated request may be admitted more rows than the first time: then it is another insert. */
function tokenOf(request: string, rows: readonly unknown[]): string {
  return `${request}-${rows.length}`;
}
