import { type BatchColumn, bytesOf } from './batchColumn.js';

/** Numbers that are never null; grows as it is written, because a map's entries outnumber its rows. */
export class Float64Values implements BatchColumn {
  readonly type = 'Float64';
  private values = new Float64Array(0);

  reset(rows: number): void {
    this.values.fill(0);
    this.reserve(rows);
  }

  set(row: number, value: number): void {
    this.reserve(row + 1);
    this.values[row] = value;
  }

  parts(rows: number): Uint8Array[] {
    return [bytesOf(this.values, rows)];
  }

  private reserve(rows: number): void {
    if (this.values.length >= rows) return;
    const larger = new Float64Array(Math.max(rows, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}
