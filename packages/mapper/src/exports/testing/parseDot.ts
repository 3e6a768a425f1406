/** What a DOT text says. */
export interface DotGraph {
  nodes: Map<string, Record<string, string>>;
  edges: { from: string; to: string; attributes: Record<string, string> }[];
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z_0-9]*|-?(?:\.\d+|\d+(?:\.\d*)?))|(->|[{}[\];,=]))/uy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`no token of DOT at ${at}: ${text.slice(at, at + 40)}`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

class DotParser {
  private at = 0;
  readonly graph: DotGraph = { nodes: new Map(), edges: [] };

  constructor(private readonly tokens: readonly string[]) {}

  parse(): DotGraph {
    this.expect('digraph');
    this.id();
    this.expect('{');
    while (this.tokens[this.at] !== '}') this.statement();
    this.expect('}');
    if (this.at !== this.tokens.length) throw new SyntaxError('text after the graph');
    return this.graph;
  }

  private expect(token: string): void {
    const found = this.tokens[this.at];
    if (found !== token) throw new SyntaxError(`expected ${token}, found ${found}`);
    this.at += 1;
  }

  private id(): string {
    const token = this.tokens[this.at] ?? '';
    if (!/^["\w.-]/.test(token) || token === '->') throw new SyntaxError(`expected an id, found ${token}`);
    this.at += 1;
    return token.startsWith('"') ? token.slice(1, -1).replace(/\\(["\\])/g, '$1') : token;
  }

  private statement(): void {
    const from = this.id();
    const to = this.tokens[this.at] === '->' ? this.target() : undefined;
    const attributes = this.attributes();
    this.expect(';');
    if (to !== undefined) this.graph.edges.push({ from, to, attributes });
    else if (from !== 'graph') this.graph.nodes.set(from, attributes);
  }

  private target(): string {
    this.expect('->');
    return this.id();
  }

  private attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    this.expect('[');
    for (;;) {
      const name = this.id();
      this.expect('=');
      attributes[name] = this.id();
      if (this.tokens[this.at] !== ',') break;
      this.expect(',');
    }
    this.expect(']');
    return attributes;
  }
}

/**
 * Reads the part of DOT that the export may use, strictly by its grammar; a graph is read as directed.
 * @see https://graphviz.org/doc/info/lang.html
 */
export function parseDot(text: string): DotGraph {
  return new DotParser(tokensOf(text)).parse();
}
