import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type { EventStorePort } from '../ports/eventStorePort.js';

export interface FakeInsert {
  modelId: string;
  rows: number;
  token: string;
}

/** Keeps events in memory by their identity; can be held, to see what waits, and made to fail. */
export class FakeEventStore implements EventStorePort {
  readonly inserts: FakeInsert[] = [];
  readonly predictions = new Map<string, PredictionRecord>();
  readonly labels = new Map<string, LabelRecord>();
  /** Called before each insert; what it throws is the store's error. */
  before: (insert: FakeInsert) => void | Promise<void> = () => {};

  async insertPredictions(
    modelId: string,
    records: readonly PredictionRecord[],
    token: string,
  ): Promise<void> {
    await this.take({ modelId, rows: records.length, token });
    for (const record of records) {
      const day = new Date(record.timestamp).toISOString().slice(0, 10);
      this.predictions.set([modelId, record.modelVersion, record.predictionId, day].join(' '), record);
    }
  }

  async insertLabels(modelId: string, records: readonly LabelRecord[], token: string): Promise<void> {
    await this.take({ modelId, rows: records.length, token });
    for (const record of records) {
      this.labels.set([modelId, record.predictionId, record.timestamp].join(' '), record);
    }
  }

  private async take(insert: FakeInsert): Promise<void> {
    this.inserts.push(insert);
    await this.before(insert);
  }
}
