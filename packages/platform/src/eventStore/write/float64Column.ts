import { type BatchColumn, bytesOf, NullMap } from './batchColumn.js';

/** Numbers, bit for bit. */
export class Float64Column implements BatchColumn {
  readonly type = 'Nullable(Float64)';
  private values = new Float64Array(0);
  private readonly nulls = new NullMap();

  reset(rows: number): void {
    this.nulls.reset(rows);
    if (this.values.length < rows) this.values = new Float64Array(rows);
    else this.values.fill(0, 0, rows);
  }

  set(row: number, value: number): void {
    this.values[row] = value;
    this.nulls.flags[row] = 0;
  }

  parts(rows: number): Uint8Array[] {
    return [this.nulls.flags.subarray(0, rows), bytesOf(this.values, rows)];
  }
}
