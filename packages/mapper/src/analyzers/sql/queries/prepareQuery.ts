import type { SqlTable } from '../../../facts/sqlScript.js';
import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import type { WrittenName } from '../text/tokenCursor.js';
import { dataFunction, isDataFunction } from './dataFunctions.js';
import { findSources, type WrittenSource } from './findSources.js';
import { namedQueryFinder } from './namedQueries.js';
import { isSystemTable } from './systemTables.js';

/** Data that a query names, which stands in its text under a name that every parser reads. */
export interface PreparedSource {
  tables: SqlTable[];
  /** By which columns call it when it has no alias. */
  label: string;
  /** It is no table but a nested column of one that stands before it. */
  of?: { alias: string; column: string };
}

export interface PreparedQuery {
  text: string;
  sources: Map<string, PreparedSource>;
}

const NO_ALIAS = new Set(
  'ON USING WHERE JOIN INNER LEFT RIGHT FULL CROSS OUTER NATURAL GROUP ORDER HAVING LIMIT UNION EXCEPT INTERSECT MINUS SET AS WITH TABLESAMPLE PIVOT UNPIVOT FOR LATERAL QUALIFY WINDOW SAMPLE FINAL ASOF WHEN SELECT'.split(
    ' ',
  ),
);

function aliasBehind(tokens: readonly SqlToken[], end: number): string | undefined {
  const at = tokens[end]?.word === 'AS' ? end + 1 : end;
  const token = tokens[at];
  if (token?.kind === 'name') return token.text.toLowerCase();
  return token?.kind === 'word' && !NO_ALIAS.has(token.word) ? token.text.toLowerCase() : undefined;
}

/** A stage of Snowflake's, or a table variable. */
function stagedTable(draft: StatementDraft, tokens: readonly SqlToken[], source: WrittenSource): SqlTable {
  const { session } = draft;
  const end = tokens.findIndex((token, index) => index > source.start && token.word === '(');
  const words = tokens.slice(source.start, end > 0 && end < source.end ? end : source.end);
  const text = words.map((token) => token.text).join('');
  const line = words[0]?.line ?? 1;
  if (!text.includes('/') && (session.names.isTemporary(text) || session.dialect === 'tsql'))
    return draft.table({ parts: [text], line, quoted: false });
  const stage = text.includes('/') || session.dialect === 'snowflake';
  return stage
    ? { name: session.restore(text), line, kind: 'object' }
    : { name: `{${text.replace(/^@/, '')}}`, line };
}

class Preparation {
  readonly sources = new Map<string, PreparedSource>();
  private readonly replacements = new Map<number, { end: number; text: string }>();
  private readonly aliases = new Set<string>();

  constructor(
    private readonly draft: StatementDraft,
    private readonly tokens: readonly SqlToken[],
  ) {}

  run(): PreparedQuery {
    const isNamedQuery = namedQueryFinder(this.tokens);
    for (const source of findSources(this.tokens, isDataFunction)) {
      const [single, ...more] = source.name?.parts ?? [];
      const named = single !== undefined && more.length === 0 && isNamedQuery(single, source.start);
      if (!named || source.args) this.prepare(source);
      for (const alias of [aliasBehind(this.tokens, source.end), source.name?.parts.at(-1)?.toLowerCase()])
        if (alias !== undefined) this.aliases.add(alias);
    }
    return { text: this.text(), sources: this.sources };
  }

  private prepare(source: WrittenSource): void {
    const { draft } = this;
    const { name, text, args } = source;
    if (source.model && name) this.serve(source, name);
    else if (source.stage) this.replace(source, [stagedTable(draft, this.tokens, source)], '');
    else if (text) this.replace(source, [draft.location({ text: text.text, line: text.line })], '');
    else if (name && args) this.replace(source, dataFunction(draft, name, args), name.parts.at(-1) ?? '');
    else if (name) this.prepareName(source);
  }

  private serve(source: WrittenSource, name: WrittenName): void {
    this.draft.serves.push(this.draft.table(name));
    this.replace(source, [], '');
  }

  private prepareName(source: WrittenSource): void {
    const parts = source.name?.parts ?? [];
    const [alias = '', column = ''] = parts.map((part) => part.toLowerCase());
    if (!source.name) return;
    if (parts.length > 1 && this.aliases.has(alias) && this.isNested(source))
      this.replace(source, [], column, { alias, column });
    else {
      const tables = isSystemTable(parts) ? [] : [this.draft.table(source.name)];
      this.replace(source, tables, parts.at(-1) ?? '');
    }
  }

  /** `FROM t, t.items`: a nested column; a join with a condition is one of a table. */
  private isNested({ start, end }: WrittenSource): boolean {
    const before = this.tokens[start - 1]?.word ?? '';
    if (before !== 'JOIN' || this.tokens[start - 2]?.word === 'CROSS') return true;
    const behind = this.tokens.slice(end, end + 3).map((token) => token.word);
    return !behind.includes('ON') && !behind.includes('USING');
  }

  private replace(source: WrittenSource, tables: SqlTable[], label: string, of?: PreparedSource['of']): void {
    const placeholder = `rel_${this.sources.size}_`;
    this.replacements.set(source.start, { end: source.end, text: placeholder });
    this.sources.set(placeholder, { tables, label, ...(of ? { of } : {}) });
  }

  /** The tokens as text again, comments gone, with placeholders. */
  private text(): string {
    const parts: string[] = [];
    let before: SqlToken | undefined;
    for (let at = 0; at < this.tokens.length; at += 1) {
      const token = this.tokens[at];
      if (!token) break;
      if (before) parts.push(separator(before, token));
      const replacement = this.replacements.get(at);
      parts.push(replacement?.text ?? token.raw);
      if (replacement) at = replacement.end - 1;
      before = this.tokens[at];
    }
    return parts.join('');
  }
}

function separator(before: SqlToken, token: SqlToken): string {
  if (before.line !== token.line) return '\n';
  return before.end === token.start ? '' : ' ';
}

/**
 * Finds what a query reads by its words, and puts plain names in place of it: parsers then need not know stages, paths,
 * four-part names or table functions, and what is found does not depend on them.
 */
export function prepareQuery(draft: StatementDraft, tokens: readonly SqlToken[]): PreparedQuery {
  return new Preparation(draft, tokens).run();
}
