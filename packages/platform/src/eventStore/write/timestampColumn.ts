import { type BatchColumn, bytesOf } from './batchColumn.js';

const UINT32 = 2 ** 32;

/** Epoch milliseconds as DateTime64(3): 64-bit integers, written as two halves because bigints are slow. */
export class TimestampColumn implements BatchColumn {
  readonly type = "DateTime64(3, 'UTC')";
  private halves = new Int32Array(0);

  reset(rows: number): void {
    if (this.halves.length < rows * 2) this.halves = new Int32Array(rows * 2);
    else this.halves.fill(0, 0, rows * 2);
  }

  set(row: number, milliseconds: number): void {
    this.halves[row * 2] = milliseconds | 0;
    this.halves[row * 2 + 1] = Math.floor(milliseconds / UINT32);
  }

  parts(rows: number): Uint8Array[] {
    return [bytesOf(this.halves, rows * 2)];
  }
}
