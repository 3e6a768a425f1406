import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { copyTree, type SyntaxNode } from './syntaxNode.js';

const require = createRequire(import.meta.url);

/** A tree-sitter grammar, loaded once in each thread. After a trap the thread is replaced, and the grammar with it. */
export class Grammar {
  private parser: Parser | undefined;

  /** `wasm` is the module path of the compiled grammar, as in `tree-sitter-python/tree-sitter-python.wasm`. */
  constructor(private readonly wasm: string) {}

  async load(): Promise<void> {
    if (this.parser) return;
    await Parser.init();
    const language = await Language.load(require.resolve(this.wasm));
    const parser = new Parser();
    parser.setLanguage(language);
    this.parser = parser;
  }

  /** The syntax tree of a text; broken parts appear as ERROR nodes. Undefined when the parser gave up. */
  parse(text: string): SyntaxNode | undefined {
    const tree = this.parser?.parse(text);
    if (!tree) return undefined;
    const cursor = tree.walk();
    try {
      return copyTree(cursor);
    } finally {
      cursor.delete();
      tree.delete();
    }
  }
}
