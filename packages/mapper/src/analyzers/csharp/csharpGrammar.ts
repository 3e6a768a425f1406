import { Grammar } from '../../syntax/grammar.js';

export const csharpGrammar = new Grammar('tree-sitter-c-sharp/tree-sitter-c_sharp.wasm');
