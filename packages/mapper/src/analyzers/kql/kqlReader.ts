import type { SqlProblem, SqlTable } from '../../facts/sqlScript.js';
import type { KqlNode } from './kqlNode.js';
import { type KqlPlace, nameInPlace } from './kqlPlace.js';
import type { KqlScope } from './kqlScope.js';
import { kustoParser } from './kustoParser.js';
import { emptyRelation, type Relation } from './relation.js';

/** Rules that call each other; they are handed in, so that each can stand in a file of its own. */
export interface KqlRules {
  tabular(reader: KqlReader, node: KqlNode, scope: KqlScope, input?: Relation): Relation;
  body(reader: KqlReader, node: KqlNode, scope: KqlScope): Relation;
}

const MAXIMUM_STEPS = 20_000;

/** Offsets at which the lines of a text start. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A script under reading; answers the line of an offset. */
export class KqlText {
  private readonly starts: number[];

  constructor(readonly text: string) {
    this.starts = lineStartsOf(text);
  }

  lineAt(offset: number): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  }
}

/** Collects what one statement of a script reads. `base` is where the parsed part starts in the script. */
export class KqlReader {
  readonly reads: SqlTable[] = [];
  readonly problems: SqlProblem[] = [];
  private steps = 0;
  /** Calls of functions of the query that are being read. */
  depth = 0;

  constructor(
    readonly source: KqlText,
    readonly base: number,
    readonly rules: KqlRules,
  ) {}

  lineOf(node: KqlNode): number {
    return this.source.lineAt(this.base + node.start);
  }

  textOf(node: KqlNode): string {
    return this.source.text.slice(this.base + node.start, this.base + node.end);
  }

  /** Functions that call each other many times could make reading endless. */
  spend(): boolean {
    this.steps += 1;
    return this.steps < MAXIMUM_STEPS;
  }

  private add(table: SqlTable): Relation {
    const { name, line, namespace } = table;
    const same = (each: SqlTable): boolean =>
      each.name === name && each.line === line && each.namespace === namespace;
    const known = this.reads.findIndex(same);
    if (known < 0) this.reads.push(table);
    const relation = emptyRelation();
    relation.whole.add(known < 0 ? this.reads.length - 1 : known);
    return relation;
  }

  table(node: KqlNode, name: string, place: KqlPlace = {}): Relation {
    const { namespace } = place;
    const table: SqlTable = { name: nameInPlace(place, name), line: this.lineOf(node) };
    return this.add(namespace === undefined ? table : { ...table, namespace });
  }

  /** A file or URL that a query reads; keys and options after `;` are no part of its name. */
  location(node: KqlNode, url: string): Relation {
    return this.add({ name: url.replace(/[;?].*$/s, ''), line: this.lineOf(node), location: true });
  }

  isScalar(name: string): boolean {
    return kustoParser.isScalarFunction(name);
  }

  unresolved(node: KqlNode, reason: string): void {
    this.problems.push({ line: this.lineOf(node), text: this.textOf(node).slice(0, 120), reason });
  }
}
