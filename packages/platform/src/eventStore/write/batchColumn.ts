/**
 * One column of a batch in ClickHouse's Native layout, filled row by row in ascending order; rows that are passed
 * over are null, or the type's zero in a column that is not nullable. Buffers are kept for the next batch.
 */
export interface BatchColumn {
  /** ClickHouse's name of the type. */
  readonly type: string;
  /** Makes room for a batch of so many rows and forgets the last one. */
  reset(rows: number): void;
  /** The column's bytes for a batch of so many rows; valid until the next reset. */
  parts(rows: number): Uint8Array[];
}

/** The null flags of a column: 1 is null. */
export class NullMap {
  flags = new Uint8Array(0);

  reset(rows: number): void {
    if (this.flags.length < rows) this.flags = new Uint8Array(rows);
    this.flags.fill(1, 0, rows);
  }
}

/** The bytes of the first `count` elements of a typed array. */
export function bytesOf(values: Float64Array | Int32Array | BigUint64Array, count: number): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, count * values.BYTES_PER_ELEMENT);
}
