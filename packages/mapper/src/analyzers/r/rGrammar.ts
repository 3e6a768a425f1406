import { Grammar } from '../../syntax/grammar.js';

export const rGrammar = new Grammar('@davisvaughan/tree-sitter-r/tree-sitter-r.wasm');
