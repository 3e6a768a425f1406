/** Events of one kind as JSON text, first in, first out. */
export class EventQueue {
  private readonly lines: string[] = [];
  private head = 0;
  private bytes = 0;
  private added = 0;
  private done = 0;

  /** Events that wait. */
  get length(): number {
    return this.lines.length - this.head;
  }

  /** Characters that wait; close enough to bytes to bound memory by. */
  get size(): number {
    return this.bytes;
  }

  /** Events ever added. */
  get total(): number {
    return this.added;
  }

  /** Events that were taken and are settled. */
  get settled(): number {
    return this.done;
  }

  add(line: string): void {
    this.lines.push(line);
    this.bytes += line.length;
    this.added++;
  }

  /** Takes up to `maxEvents` events of up to `maxBytes` together, but at least one. */
  take(maxEvents: number, maxBytes: number): string[] {
    const batch: string[] = [];
    let size = 0;
    while (batch.length < maxEvents) {
      const line = this.lines[this.head];
      if (line === undefined || (batch.length > 0 && size + line.length > maxBytes)) break;
      batch.push(line);
      size += line.length;
      this.head++;
    }
    this.bytes -= size;
    this.compact();
    return batch;
  }

  /** Notes that `count` taken events are sent, rejected or given up. */
  settle(count: number): void {
    this.done += count;
  }

  private compact(): void {
    if (this.head < 1000 && this.head < this.lines.length) return;
    this.lines.splice(0, this.head);
    this.head = 0;
  }
}
