import { protocolError } from '../errors/clickHouseError.js';

/** Runs work in a slot of the lane, after waiting for one. */
export type RunInSlot = <T>(work: () => Promise<T>) => Promise<T>;

/** A bounded queue in front of a fixed number of slots. A place is taken before a body is read. */
export class Lane {
  private running = 0;
  private places = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly name: string,
    private readonly slots: number,
    private readonly maxWaiting: number,
  ) {}

  /** How many requests hold a place, running or not. */
  get occupied(): number {
    return this.places;
  }

  /** Gives a visitor a place for as long as it lasts; refuses at once when all are taken. */
  async admit<T>(visit: (runInSlot: RunInSlot) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.places >= this.slots + this.maxWaiting) {
      const message = `Too many simultaneous queries: ${this.places} hold a place in lane ${this.name}`;
      throw protocolError('tooManyQueries', message, { retryAfter: 1 });
    }
    this.places += 1;
    try {
      return await visit((work) => this.runInSlot(work, signal));
    } finally {
      this.places -= 1;
    }
  }

  private async runInSlot<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.running < this.slots) this.running += 1;
    else await this.turn(signal);
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  private async turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        reject(signal.reason);
      };
      const take = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(take);
    });
  }

  /** Hands the slot to the next in line, so that nobody overtakes the queue. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
