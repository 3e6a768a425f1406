import { Grammar } from '../../syntax/grammar.js';

export const javaGrammar = new Grammar('tree-sitter-java/tree-sitter-java.wasm');
