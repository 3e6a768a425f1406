import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';

const FUNCTIONS = /^(func_literal|function_declaration|method_declaration)$/;
const DECLARES = /^(short_var_declaration|range_clause|receive_statement)$/;

function addAll(text: string, node: SyntaxNode | undefined, names: Set<string>): void {
  for (const child of node?.children ?? [])
    if (child.type === 'identifier') names.add(text.slice(child.start, child.end));
}

function collect(text: string, node: SyntaxNode, names: Set<string>): void {
  if (DECLARES.test(node.type)) addAll(text, fieldOf(node, 'left'), names);
  if (node.type === 'var_spec' || node.type === 'const_spec')
    for (const name of fieldsOf(node, 'name')) names.add(text.slice(name.start, name.end));
  if (FUNCTIONS.test(node.type)) return;
  for (const child of node.children) collect(text, child, names);
}

/** Names that a function declares: its parameters, its results, and whatever its body declares. */
export function declaredNames(
  text: string,
  parameters: readonly (SyntaxNode | undefined)[],
  body: SyntaxNode | undefined,
): Set<string> {
  const names = new Set<string>();
  for (const list of parameters) {
    for (const parameter of list?.type === 'parameter_list' ? list.children : [])
      for (const name of fieldsOf(parameter, 'name')) names.add(text.slice(name.start, name.end));
  }
  for (const child of body?.children ?? []) collect(text, child, names);
  return names;
}
