import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { copyTree, namedTypes, type SyntaxNode } from './syntaxNode.js';
import { type CursorFunctions, cursorFunctions, walkerOf } from './treeWalker.js';

const require = createRequire(import.meta.url);

/** The parser's module writes its functions here when it is loaded. */
const runtime = {};
let started: Promise<void> | undefined;

/** Starts the parser's module once: grammars that load at the same time would each start one, and not know the others' parsers. */
function startParser(): Promise<void> {
  started ??= Parser.init(runtime);
  return started;
}

interface Loaded {
  parser: Parser;
  language: Language;
  named: (type: number) => boolean;
  functions: CursorFunctions | undefined;
}

/** A tree-sitter grammar, loaded once in each thread. After a trap the thread is replaced, and the grammar with it. */
export class Grammar {
  private loaded: Loaded | undefined;

  /** `wasm` is the module path of the compiled grammar, as in `tree-sitter-python/tree-sitter-python.wasm`. */
  constructor(private readonly wasm: string) {}

  async load(): Promise<void> {
    if (this.loaded) return;
    await startParser();
    const language = await Language.load(require.resolve(this.wasm));
    const parser = new Parser();
    parser.setLanguage(language);
    this.loaded = { parser, language, named: namedTypes(language), functions: cursorFunctions(runtime) };
  }

  /** The syntax tree of a text; broken parts appear as ERROR nodes. Undefined when the parser gave up. */
  parse(text: string): SyntaxNode | undefined {
    const { loaded } = this;
    const tree = loaded?.parser.parse(text);
    if (!loaded || !tree) return undefined;
    const walker = walkerOf(tree, loaded.functions);
    try {
      return copyTree(walker, text, loaded.language, loaded.named);
    } finally {
      walker.close();
      tree.delete();
    }
  }
}
