import { Grammar } from '../../syntax/grammar.js';

const typescript = new Grammar('tree-sitter-typescript/tree-sitter-typescript.wasm');
/** TypeScript with JSX also reads JavaScript. */
const tsx = new Grammar('tree-sitter-typescript/tree-sitter-tsx.wasm');

/** The grammar for a file: only TypeScript without JSX has casts in angle brackets. */
export function javascriptGrammar(path: string): Grammar {
  return /\.[cm]?ts$/i.test(path) ? typescript : tsx;
}

export async function loadJavascriptGrammars(): Promise<void> {
  await Promise.all([typescript.load(), tsx.load()]);
}
