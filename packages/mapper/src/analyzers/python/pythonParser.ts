import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { copyTree, type SyntaxNode } from './syntaxNode.js';

let parser: Parser | undefined;

/** Loads the grammar once in this thread. After a trap the thread is replaced, and the grammar with it. */
export async function loadPythonParser(): Promise<void> {
  if (parser) return;
  const require = createRequire(import.meta.url);
  await Parser.init();
  const language = await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  parser = new Parser();
  parser.setLanguage(language);
}

/** The syntax tree of a Python text; broken parts appear as ERROR nodes. Undefined when the parser gave up. */
export function parsePython(text: string): SyntaxNode | undefined {
  const tree = parser?.parse(text);
  if (!tree) return undefined;
  const cursor = tree.walk();
  try {
    return copyTree(cursor);
  } finally {
    cursor.delete();
    tree.delete();
  }
}
