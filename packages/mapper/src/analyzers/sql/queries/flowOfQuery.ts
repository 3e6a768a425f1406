import { parseQuery } from '../parsing/parseQuery.js';
import { type JsonObject, textAt } from '../parsing/syntaxTree.js';
import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { type PreparedQuery, type PreparedSource, prepareQuery } from './prepareQuery.js';
import { type QueryReader, readQuery } from './readQuery.js';
import { absorb, absorbRows, emptyRelation, type Relation, wholeRelation } from './relation.js';

/** Deeper nesting overflows the stacks of parsers. */
const MAXIMUM_DEPTH = 150;
const MAXIMUM_CHARACTERS = 400_000;

class TreeReader implements QueryReader {
  private readonly touched = new Set<string>();

  constructor(
    private readonly draft: StatementDraft,
    private readonly sources: ReadonlyMap<string, PreparedSource>,
    private readonly tokens: readonly SqlToken[],
  ) {}

  source(name: string): ReturnType<QueryReader['source']> {
    const placeholder = name.toLowerCase();
    const source = this.sources.get(placeholder);
    if (!source) return undefined;
    this.touched.add(placeholder);
    const { label, of } = source;
    return { relation: this.whole(source), label, ...(of ? { of } : {}) };
  }

  private whole(source: PreparedSource): Relation {
    return wholeRelation(source.tables.map((table) => this.draft.addRead(table)));
  }

  unknown(table: JsonObject): { relation: Relation; label: string } {
    const parts = ['catalog', 'schema', 'name'].flatMap((key) => textAt(table, key, 'name') ?? []);
    const last = parts.at(-1) ?? '';
    const token = this.tokens.find((each) => each.text === last);
    const named = { parts, line: token?.line ?? this.tokens[0]?.line ?? 1, quoted: false };
    return { relation: wholeRelation([this.draft.addRead(this.draft.table(named))]), label: last };
  }

  restore(name: string): string {
    return this.draft.session.restore(name);
  }

  /** Sources in corners of the tree that nobody walks still choose rows. */
  rest(into: Relation): void {
    for (const [placeholder, source] of this.sources) {
      if (!this.touched.has(placeholder)) absorbRows(into, this.whole(source));
    }
  }
}

function wordsAlone(draft: StatementDraft, prepared: PreparedQuery): Relation {
  const relation = emptyRelation();
  for (const { tables } of prepared.sources.values())
    absorb(relation, wholeRelation(tables.map((table) => draft.addRead(table))));
  draft.inferred ||= relation.whole.size > 0;
  return relation;
}

function tooDeep(tokens: readonly SqlToken[]): boolean {
  const base = tokens[0]?.depth ?? 0;
  return tokens.some((token) => token.depth - base > MAXIMUM_DEPTH);
}

/** What a query yields. A query that no parser reads still names its tables; the failure is listed. */
export function flowOfQuery(draft: StatementDraft, tokens: readonly SqlToken[]): Relation {
  const { session } = draft;
  const prepared = prepareQuery(draft, tokens);
  const large = prepared.text.length > MAXIMUM_CHARACTERS || tooDeep(tokens);
  const parsed = large
    ? { error: 'the query is too large or too deeply nested to be parsed' }
    : parseQuery(prepared.text, session.guess.dialects);
  if (parsed.tree === undefined) {
    session.stageCounts.words += 1;
    session.problem(tokens[0]?.line ?? 1, prepared.text, parsed.error);
    return wordsAlone(draft, prepared);
  }
  if (parsed.stage === 1) session.stageCounts.first += 1;
  else session.stageCounts.second += 1;
  const reader = new TreeReader(draft, prepared.sources, tokens);
  const relation = readQuery(reader, parsed.tree);
  reader.rest(relation);
  return relation;
}
