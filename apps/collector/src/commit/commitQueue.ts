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
  private members = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly modelId: string,
    private readonly insert: Insert<Row>,
    private readonly options: GroupOptions,
  ) {}

  /** Nobody waits and nothing is being inserted. */
  get idle(): boolean {
    return this.members === 0;
  }

  submit(rows: readonly Row[], token: string): Promise<void> {
    this.members++;
    const settled = new Promise<void>((resolve, reject) => {
      const member = { rows, token, resolve, reject };
      if (rows.length >= this.options.groupRows) void this.commit([member]);
      else this.wait(member);
    });
    return settled.finally(() => {
      this.members--;
    });
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const group = this.waiting;
    this.waiting = [];
    this.waitingRows = 0;
    void this.commit(group);
  }

  private wait(member: Member<Row>): void {
    this.waiting.push(member);
    this.waitingRows += member.rows.length;
    if (this.waitingRows >= this.options.groupRows) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.options.groupDelayMs);
  }

  private async commit(group: Member<Row>[]): Promise<void> {
    try {
      await this.insert(this.modelId, rowsOf(group), tokenOf(group));
      for (const member of group) member.resolve();
    } catch (error) {
      await this.failed(group, error);
    }
  }

  /** A store that is away fails them all; rows that it refuses must fail only the request that brought them. */
  private async failed(group: Member<Row>[], error: unknown): Promise<void> {
    const storeIsAway = error instanceof CodedError && error.status === 503;
    if (group.length > 1 && !storeIsAway) await Promise.all(group.map((member) => this.commit([member])));
    else for (const member of group) member.reject(error);
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
