import { type BatchColumn, NullMap } from './batchColumn.js';

/** Booleans, one byte each. */
export class BooleanColumn implements BatchColumn {
  readonly type = 'Nullable(Bool)';
  private values = new Uint8Array(0);
  private readonly nulls = new NullMap();

  reset(rows: number): void {
    this.nulls.reset(rows);
    if (this.values.length < rows) this.values = new Uint8Array(rows);
    else this.values.fill(0, 0, rows);
  }

  set(row: number, value: boolean): void {
    this.values[row] = value ? 1 : 0;
    this.nulls.flags[row] = 0;
  }

  parts(rows: number): Uint8Array[] {
    return [this.nulls.flags.subarray(0, rows), this.values.subarray(0, rows)];
  }
}
