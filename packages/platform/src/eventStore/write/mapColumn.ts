import { type BatchColumn, bytesOf } from './batchColumn.js';
import { Float64Values } from './float64Values.js';
import { TextColumn } from './textColumn.js';

/** What a map's values are written into: entry after entry. */
interface EntryColumn<Value> extends BatchColumn {
  set(entry: number, value: Value): void;
}

/** Maps from strings: the end of each row's entries, then all keys, then all values. */
export class MapColumn<Value> implements BatchColumn {
  readonly type: string;
  private ends = new BigUint64Array(0);
  private entries = 0;
  private written = 0;
  private readonly keys = new TextColumn({ nullable: false });

  private constructor(private readonly values: EntryColumn<Value>) {
    this.type = `Map(String, ${values.type})`;
  }

  static ofNumbers(): MapColumn<number> {
    return new MapColumn(new Float64Values());
  }

  static ofStrings(): MapColumn<string> {
    return new MapColumn(new TextColumn({ nullable: false }));
  }

  reset(rows: number): void {
    if (this.ends.length < rows) this.ends = new BigUint64Array(rows);
    this.entries = 0;
    this.written = 0;
    this.keys.reset(rows);
    this.values.reset(rows);
  }

  set(row: number, map: Readonly<Record<string, Value>>): void {
    this.passOver(row);
    for (const [key, value] of Object.entries(map)) {
      this.keys.set(this.entries, key);
      this.values.set(this.entries, value);
      this.entries += 1;
    }
    this.ends[row] = BigInt(this.entries);
    this.written = row + 1;
  }

  parts(rows: number): Uint8Array[] {
    this.passOver(rows);
    return [bytesOf(this.ends, rows), ...this.keys.parts(this.entries), ...this.values.parts(this.entries)];
  }

  private passOver(row: number): void {
    if (row > this.written) this.ends.fill(BigInt(this.entries), this.written, row);
    this.written = Math.max(this.written, row);
  }
}
