import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';

/** A text that is known but for holes, and the line on which each of its lines stands. */
export interface ConstantText {
  value: string;
  lines: number[];
  /** Parts that are not known. */
  holes: string[];
}

export type Variables = Map<string, ConstantText>;

const JOINERS = new Set(['||', '+', 'CONCAT', ',', '(', ')']);
const WRAPPERS = new Set([
  'QUOTE_IDENT',
  'QUOTENAME',
  'QUOTE_LITERAL',
  'CAST',
  'CONVERT',
  'TO_CHAR',
  'TRIM',
  'UPPER',
  'LOWER',
]);

export function plainText(value: string, line: number): ConstantText {
  return { value, lines: value.split('\n').map((_each, index) => line + index), holes: [] };
}

function hole(name: string, line: number): ConstantText {
  const written = `{${name.replace(/^[@:$]+/, '')}}`;
  return { value: written, lines: [line], holes: [written] };
}

function append(left: ConstantText, right: ConstantText): ConstantText {
  const lines = left.value === '' ? right.lines : [...left.lines, ...right.lines.slice(1)];
  return { value: left.value + right.value, lines, holes: [...left.holes, ...right.holes] };
}

const EMPTY: ConstantText = { value: '', lines: [], holes: [] };

class Evaluator {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly variables: Variables,
  ) {}

  text(): ConstantText {
    let text = EMPTY;
    for (let token = this.cursor.next(); token; token = this.cursor.next()) {
      const part = this.part(token);
      if (part) text = append(text, part);
    }
    return text;
  }

  private part(token: SqlToken): ConstantText | undefined {
    if (token.kind === 'string') return plainText(token.text, token.line);
    if (token.kind === 'name')
      return this.variables.get(token.text.toLowerCase()) ?? plainText(token.text, token.line);
    if (token.kind === 'number') return plainText(token.text, token.line);
    if (JOINERS.has(token.word)) return undefined;
    if (token.word === 'FORMAT' && this.cursor.word() === '(') return this.formatted();
    if (token.word === 'CHAR' || token.word === 'CHR' || token.word === 'NCHAR') return this.space(token);
    if (WRAPPERS.has(token.word) && this.cursor.word() === '(') return this.first(token);
    if (token.kind !== 'word') return undefined;
    if (this.cursor.word() === '(') return this.unknownCall(token);
    return this.variables.get(token.text.toLowerCase()) ?? hole(this.dotted(token.text), token.line);
  }

  /** `row.field` is one unknown. */
  private dotted(first: string): string {
    let name = first;
    while (this.cursor.word() === '.' && this.cursor.tokens[this.cursor.at + 1]?.kind === 'word') {
      this.cursor.next();
      name = `${name}.${this.cursor.next()?.text ?? ''}`;
    }
    return name;
  }

  private space(token: SqlToken): ConstantText {
    this.cursor.group();
    return plainText(' ', token.line);
  }

  private first(token: SqlToken): ConstantText {
    const args = this.cursor.group() ?? [];
    const end = args.findIndex((each) => each.word === ',' || each.word === 'AS');
    const inner = end < 0 ? args : args.slice(0, end);
    return inner.length === 0 ? hole(token.text, token.line) : constantText(inner, this.variables);
  }

  private unknownCall(token: SqlToken): ConstantText {
    this.cursor.group();
    return hole(token.text, token.line);
  }

  /** `FORMAT('… %s …', a, b)`: PostgreSQL's and BigQuery's. */
  private formatted(): ConstantText {
    const args = splitArguments(this.cursor.group() ?? []).map((each) => constantText(each, this.variables));
    const [pattern, ...values] = args;
    if (!pattern) return EMPTY;
    let used = 0;
    const holes: string[] = [...pattern.holes];
    const value = pattern.value.replace(/%(?:\d+\$)?([sILdtT%])/g, (_all, kind: string) => {
      if (kind === '%') return '%';
      const given = values[used];
      used += 1;
      holes.push(...(given?.holes ?? ['{}']));
      return given?.value ?? '{}';
    });
    return { value, lines: pattern.lines, holes };
  }
}

/** The arguments of a call, cut at its own commas. */
export function splitArguments(tokens: readonly SqlToken[]): SqlToken[][] {
  const depth = tokens[0]?.depth ?? 0;
  const parts: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.word === ',' && token.depth <= depth) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The text that an expression builds from literals and variables; what is not known becomes a hole. */
export function constantText(tokens: readonly SqlToken[], variables: Variables): ConstantText {
  return new Evaluator(new TokenCursor(tokens), variables).text();
}
