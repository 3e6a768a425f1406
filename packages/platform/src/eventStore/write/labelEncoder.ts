import { canonicalOutcome, type LabelRecord } from '@driftline/contracts';
import type { BatchColumn } from './batchColumn.js';
import { DayColumn } from './dayColumn.js';
import { Float64Column } from './float64Column.js';
import { nativeBlock } from './nativeBlock.js';
import { TextColumn } from './textColumn.js';
import { TimestampColumn } from './timestampColumn.js';

/** Turns labels into one Native block, on buffers that it keeps. One batch at a time. */
export class LabelEncoder {
  private readonly predictionId = new TextColumn({ nullable: false });
  private readonly label = new TextColumn({ nullable: false });
  private readonly labelNumber = new Float64Column();
  private readonly timestamp = new TimestampColumn();
  private readonly predictionDay = new DayColumn();

  private readonly fixed: Record<string, BatchColumn> = {
    prediction_id: this.predictionId,
    label: this.label,
    label_number: this.labelNumber,
    label_ts: this.timestamp,
    prediction_day: this.predictionDay,
  };

  encode(records: readonly LabelRecord[]): { body: Buffer; columns: string[] } {
    for (const column of Object.values(this.fixed)) column.reset(records.length);
    for (const [row, record] of records.entries()) this.set(row, record);
    const columns = Object.entries(this.fixed).map(([name, column]) => ({ name, column }));
    return { body: nativeBlock(columns, records.length), columns: columns.map(({ name }) => name) };
  }

  private set(row: number, record: LabelRecord): void {
    this.predictionId.set(row, record.predictionId);
    this.label.set(row, canonicalOutcome(record.label));
    if (typeof record.label === 'number') this.labelNumber.set(row, record.label);
    this.timestamp.set(row, record.timestamp);
    if (record.predictionTimestamp !== undefined) this.predictionDay.set(row, record.predictionTimestamp);
  }
}
