import { Grammar } from '../../syntax/grammar.js';

export const shellGrammar = new Grammar('tree-sitter-bash/tree-sitter-bash.wasm');
