import { Grammar } from '../../syntax/grammar.js';

export const scalaGrammar = new Grammar('tree-sitter-scala/tree-sitter-scala.wasm');
