import { type BatchColumn, NullMap } from './batchColumn.js';
import { byteLengthOfVarint, writeVarint } from './varint.js';

const ONE_BYTE_LENGTH = 128;
const ONE_BYTE_CHARACTER = 128;

/** Strings: each its length in bytes, then UTF-8. A lone surrogate becomes U+FFFD, as everywhere in UTF-8. */
export class TextColumn implements BatchColumn {
  readonly type: string;
  private bytes = Buffer.alloc(0);
  private size = 0;
  private written = 0;
  private readonly nulls: NullMap | null;

  constructor({ nullable }: { nullable: boolean }) {
    this.type = nullable ? 'Nullable(String)' : 'String';
    this.nulls = nullable ? new NullMap() : null;
  }

  reset(rows: number): void {
    this.nulls?.reset(rows);
    this.size = 0;
    this.written = 0;
  }

  set(row: number, text: string): void {
    this.passOver(row);
    if (this.nulls !== null) this.nulls.flags[row] = 0;
    this.written = row + 1;
    this.reserve(text.length * 3 + 5);
    if (text.length >= ONE_BYTE_LENGTH || !this.appendAscii(text)) this.append(text);
  }

  parts(rows: number): Uint8Array[] {
    this.passOver(rows);
    const texts = this.bytes.subarray(0, this.size);
    return this.nulls === null ? [texts] : [this.nulls.flags.subarray(0, rows), texts];
  }

  /** Rows before `row` that were not set hold the empty string. */
  private passOver(row: number): void {
    const skipped = row - this.written;
    if (skipped <= 0) return;
    this.reserve(skipped);
    this.bytes.fill(0, this.size, this.size + skipped);
    this.size += skipped;
    this.written = row;
  }

  /** Short ASCII, byte by byte: several times faster than a call of Buffer.write. */
  private appendAscii(text: string): boolean {
    const start = this.size + 1;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code >= ONE_BYTE_CHARACTER) return false;
      this.bytes[start + index] = code;
    }
    this.bytes[this.size] = text.length;
    this.size = start + text.length;
    return true;
  }

  private append(text: string): void {
    const length = Buffer.byteLength(text);
    writeVarint(this.bytes, this.size, length);
    this.size += byteLengthOfVarint(length);
    this.size += this.bytes.write(text, this.size);
  }

  private reserve(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(1024, this.bytes.length * 2, this.size + more));
    this.bytes.copy(larger, 0, 0, this.size);
    this.bytes = larger;
  }
}
