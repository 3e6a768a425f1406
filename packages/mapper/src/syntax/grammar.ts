import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { copyTree, namedTypes, type SyntaxNode } from './syntaxNode.js';

const require = createRequire(import.meta.url);

interface Loaded {
  parser: Parser;
  language: Language;
  named: (type: number) => boolean;
}

/** A tree-sitter grammar, loaded once in each thread. After a trap the thread is replaced, and the grammar with it. */
export class Grammar {
  private loaded: Loaded | undefined;

  /** `wasm` is the module path of the compiled grammar, as in `tree-sitter-python/tree-sitter-python.wasm`. */
  constructor(private readonly wasm: string) {}

  async load(): Promise<void> {
    if (this.loaded) return;
    await Parser.init();
    const language = await Language.load(require.resolve(this.wasm));
    const parser = new Parser();
    parser.setLanguage(language);
    this.loaded = { parser, language, named: namedTypes(language) };
  }

  /** The syntax tree of a text; broken parts appear as ERROR nodes. Undefined when the parser gave up. */
  parse(text: string): SyntaxNode | undefined {
    const { loaded } = this;
    const tree = loaded?.parser.parse(text);
    if (!loaded || !tree) return undefined;
    const cursor = tree.walk();
    try {
      return copyTree(cursor, text, loaded.language, loaded.named);
    } finally {
      cursor.delete();
      tree.delete();
    }
  }
}
