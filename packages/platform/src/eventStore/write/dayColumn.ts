import { type BatchColumn, bytesOf, NullMap } from './batchColumn.js';

const DAY = 86_400_000;

/** The UTC day of epoch milliseconds as Date32: days since 1970. */
export class DayColumn implements BatchColumn {
  readonly type = 'Nullable(Date32)';
  private days = new Int32Array(0);
  private readonly nulls = new NullMap();

  reset(rows: number): void {
    this.nulls.reset(rows);
    if (this.days.length < rows) this.days = new Int32Array(rows);
    else this.days.fill(0, 0, rows);
  }

  set(row: number, milliseconds: number): void {
    this.days[row] = Math.floor(milliseconds / DAY);
    this.nulls.flags[row] = 0;
  }

  parts(rows: number): Uint8Array[] {
    return [this.nulls.flags.subarray(0, rows), bytesOf(this.days, rows)];
  }
}
