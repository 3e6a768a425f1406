/** Bounds the bytes of bodies that are being read or wait for the store. Never waits: what does not fit is refused. */
export class MemoryBudget {
  private used = 0;

  constructor(private readonly limit: number) {}

  /** Bytes held now. */
  get pendingBytes(): number {
    return this.used;
  }

  /** Opens an empty reservation, to grow while a body arrives and to release once it is answered. */
  open(): Reservation {
    return new Reservation((bytes) => this.take(bytes));
  }

  private take(bytes: number): boolean {
    if (bytes > 0 && this.used + bytes > this.limit) return false;
    this.used += bytes;
    return true;
  }
}

/** One request's share of the budget. */
export class Reservation {
  private held = 0;

  constructor(private readonly take: (bytes: number) => boolean) {}

  /** Grows to at least `total` bytes; false, and unchanged, when the budget has no room. */
  growTo(total: number): boolean {
    const more = total - this.held;
    if (more <= 0) return true;
    if (!this.take(more)) return false;
    this.held = total;
    return true;
  }

  /** Gives everything back; further calls have no effect. */
  release(): void {
    this.take(-this.held);
    this.held = 0;
  }
}
