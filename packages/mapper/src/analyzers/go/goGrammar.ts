import { Grammar } from '../../syntax/grammar.js';

export const goGrammar = new Grammar('tree-sitter-go/tree-sitter-go.wasm');
