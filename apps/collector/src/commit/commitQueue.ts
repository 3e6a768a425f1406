import { createHash } from 'node:crypto';
import { CodedError } from '@driftline/contracts';
import type { GroupOptions, Insert } from './insert.js';

interface Member<Row> {
  rows: readonly Row[];
  token: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** The requests of one model that wait to share an insert. */
export class CommitQueue<Row> {
  private waiting: Member<Row>[] = [];
  private waitingRows = 0;
  private running = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly modelId: string,
    private readonly insert: Insert<Row>,
    private readonly options: GroupOptions,
  ) {}

  submit(rows: readonly Row[], token: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ rows, token, resolve, reject });
      this.waitingRows += rows.length;
      if (this.waitingRows >= this.options.groupRows) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), this.options.groupDelayMs);
    });
  }

  /** Starts inserts for those that wait, as far as some may start now; the others follow when one has ended. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.waiting.length > 0 && this.running < this.options.insertsPerModel) {
      this.running++;
      void this.commit(this.takeGroup()).finally(() => {
        this.running--;
        this.flush();
      });
    }
  }

  private takeGroup(): Member<Row>[] {
    let rows = 0;
    let size = 0;
    while (size < this.waiting.length && rows < this.options.maxGroupRows)
      rows += this.waiting[size++]?.rows.length ?? 0;
    this.waitingRows -= rows;
    return this.waiting.splice(0, size);
  }

  private async commit(group: Member<Row>[]): Promise<void> {
    try {
      await this.insert(this.modelId, rowsOf(group), tokenOf(group));
      for (const member of group) member.resolve();
    } catch (error) {
      await this.failed(group, error);
    }
  }

  /**
   * A store that is away fails them all. Rows that it refuses must fail only the request that brought them, which is
   * found by halves.
   */
  private async failed(group: Member<Row>[], error: unknown): Promise<void> {
    const storeIsAway = error instanceof CodedError && error.status === 503;
    if (group.length === 1 || storeIsAway) {
      for (const member of group) member.reject(error);
      return;
    }
    const middle = Math.ceil(group.length / 2);
    await this.commit(group.slice(0, middle));
    await this.commit(group.slice(middle));
  }
}

function rowsOf<Row>(group: readonly Member<Row>[]): readonly Row[] {
  const [first] = group;
  return group.length === 1 && first !== undefined ? first.rows : group.flatMap((member) => member.rows);
}

function tokenOf<Row>(group: readonly Member<Row>[]): string {
  const [first] = group;
  if (group.length === 1 && first !== undefined) return first.token;
  const hash = createHash('sha256');
  for (const member of group) hash.update(`${member.token}\n`);
  return hash.digest('hex');
}
