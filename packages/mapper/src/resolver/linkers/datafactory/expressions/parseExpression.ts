/** An expression of Data Factory or of an ARM template. */
export type FactoryExpression =
  | { kind: 'constant'; value: string | number | boolean | null }
  | { kind: 'call'; name: string; args: FactoryExpression[] }
  | { kind: 'member'; of: FactoryExpression; name: string }
  | { kind: 'index'; of: FactoryExpression; key: FactoryExpression };

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(\?\.|[?.,()[\]]))/y;
const MAXIMUM_DEPTH = 60;

/** Thrown where the text is no expression. */
class NoExpression extends Error {}

class ExpressionParser {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  private next(): string {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.text);
    if (!match) throw new NoExpression(`unreadable at ${this.at}`);
    this.at = TOKEN.lastIndex;
    return match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
  }

  private peek(): string {
    const before = this.at;
    TOKEN.lastIndex = before;
    const match = TOKEN.exec(this.text);
    return match ? (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '') : '';
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.next();
    return true;
  }

  private list(): FactoryExpression[] {
    const args: FactoryExpression[] = [];
    if (this.take(')')) return args;
    do args.push(this.expression());
    while (this.take(','));
    if (!this.take(')')) throw new NoExpression('a bracket is missing');
    return args;
  }

  private primary(): FactoryExpression {
    const token = this.next();
    if (token.startsWith("'")) return { kind: 'constant', value: token.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d/.test(token)) return { kind: 'constant', value: Number(token) };
    if (token === 'true' || token === 'false') return { kind: 'constant', value: token === 'true' };
    if (token === 'null') return { kind: 'constant', value: null };
    if (!/^[A-Za-z_]/.test(token)) throw new NoExpression(`unexpected ${token}`);
    return this.take('(')
      ? { kind: 'call', name: token, args: this.list() }
      : { kind: 'call', name: token, args: [] };
  }

  expression(): FactoryExpression {
    this.depth += 1;
    if (this.depth > MAXIMUM_DEPTH) throw new NoExpression('nested too deeply');
    let value = this.primary();
    for (;;) {
      this.take('?');
      if (this.take('.') || this.take('?.')) value = { kind: 'member', of: value, name: this.next() };
      else if (this.take('[')) {
        value = { kind: 'index', of: value, key: this.expression() };
        if (!this.take(']')) throw new NoExpression('a bracket is missing');
      } else break;
    }
    this.depth -= 1;
    return value;
  }

  end(): number {
    return this.at;
  }
}

/** Reads one expression, without its leading `@`; undefined when the text is none. */
export function parseExpression(text: string): FactoryExpression | undefined {
  try {
    const parser = new ExpressionParser(text);
    const expression = parser.expression();
    return text.slice(parser.end()).trim() === '' ? expression : undefined;
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}
