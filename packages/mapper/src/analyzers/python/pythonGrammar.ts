import { Grammar } from '../../syntax/grammar.js';

export const pythonGrammar = new Grammar('tree-sitter-python/tree-sitter-python.wasm');
