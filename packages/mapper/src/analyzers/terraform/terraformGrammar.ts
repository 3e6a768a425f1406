import { Grammar } from '../../syntax/grammar.js';

export const terraformGrammar = new Grammar(
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
);
