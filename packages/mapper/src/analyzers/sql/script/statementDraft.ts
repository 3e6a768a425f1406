import type { SqlModel, SqlTable } from '../../../facts/sqlScript.js';
import {
  absorb,
  addOrigins,
  emptyRelation,
  type Relation,
  valuesOf,
  wholeRelation,
} from '../queries/relation.js';
import type { WrittenText } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import type { WrittenName } from '../text/tokenCursor.js';
import type { Session } from './session.js';

/** One statement as it is read: what it reads, what it writes, and how columns go from one to the other. */
export class StatementDraft {
  readonly reads: SqlTable[] = [];
  readonly writes: SqlTable[] = [];
  readonly temporary: string[] = [];
  readonly aliases: [SqlTable, SqlTable][] = [];
  readonly models: SqlModel[] = [];
  readonly serves: SqlTable[] = [];
  relation: Relation = emptyRelation();
  inferred = false;
  partial = false;

  constructor(
    readonly session: Session,
    readonly tokens: readonly SqlToken[],
  ) {}

  /** The table that a name means; a table variable or `#name` lives as long as the session. */
  table(name: WrittenName): SqlTable {
    const [first = ''] = name.parts;
    if (name.parts.length === 1 && /^@/.test(first) && this.session.dialect === 'tsql')
      this.session.names.declareTemporary(first);
    return this.session.names.table(name);
  }

  location({ text, line }: WrittenText): SqlTable {
    return { name: this.session.restore(text), line, location: true };
  }

  addRead(table: SqlTable): number {
    const known = this.reads.findIndex(
      (each) => each.name === table.name && each.line === table.line && each.namespace === table.namespace,
    );
    return known >= 0 ? known : this.reads.push(table) - 1;
  }

  /** Reads tables or files as they are. */
  readWhole(tables: readonly SqlTable[]): void {
    absorb(this.relation, wholeRelation(tables.map((table) => this.addRead(table))));
  }

  write(table: SqlTable): void {
    this.writes.push(table);
  }

  /** Writes a table that may be one of the session. */
  writeNamed(name: WrittenName, temporary: boolean): void {
    const { names } = this.session;
    const written = name.parts.join('.');
    if (temporary) names.declareTemporary(name.parts.length > 1 ? written : (name.parts.at(-1) ?? ''));
    const table = this.table(name);
    if (temporary || /^(##?|@)\w/.test(table.name)) this.temporary.push(table.name);
    else this.write(table);
  }

  /** Hands the statement over, unless it touches nothing. */
  finish(): void {
    const { reads, writes, temporary, aliases, models, serves } = this;
    const [first, last] = [this.tokens[0], this.tokens.at(-1)];
    if (
      reads.length + writes.length + temporary.length + aliases.length + models.length + serves.length ===
      0
    )
      return;
    const { columns, whole, rows } = this.outcome();
    this.session.statements.push({
      line: first?.line ?? 1,
      endLine: last?.line ?? 1,
      reads,
      writes,
      columns: [...columns].map(([name, origins]) => ({ name, origins })),
      whole: [...whole],
      rows: [...rows],
      temporary,
      ...(this.inferred ? { inferred: true } : {}),
      ...(aliases.length > 0 ? { aliases } : {}),
      ...(models.length > 0 ? { models } : {}),
      ...(serves.length > 0 ? { serves } : {}),
      ...(this.partial ? { partial: true } : {}),
    });
  }

  /** What is mixed has no columns of its own to tell: it passes whole. */
  private outcome(): Relation {
    const relation = emptyRelation();
    absorb(relation, this.relation);
    for (const [name] of relation.columns) addOrigins(relation, name, []);
    for (const { read } of valuesOf({ ...relation, columns: new Map() })) relation.whole.add(read);
    return relation;
  }
}
