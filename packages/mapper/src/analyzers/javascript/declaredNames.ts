import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';

const FUNCTIONS =
  /^(arrow_function|function_expression|function_declaration|generator_function|generator_function_declaration|method_definition)$/;
const IDENTIFIERS = /^(identifier|shorthand_property_identifier_pattern)$/;
const PATTERNS = /pattern$/;

function addPattern(text: string, node: SyntaxNode, names: Set<string>): void {
  if (IDENTIFIERS.test(node.type)) names.add(text.slice(node.start, node.end));
  else if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
    const left = fieldOf(node, 'left');
    if (left) addPattern(text, left, names);
  } else if (node.type === 'pair_pattern') {
    const value = fieldOf(node, 'value');
    if (value) addPattern(text, value, names);
  } else if (PATTERNS.test(node.type)) for (const child of node.children) addPattern(text, child, names);
}

function collect(text: string, node: SyntaxNode, names: Set<string>): void {
  const name = fieldOf(node, 'name');
  if (node.type === 'variable_declarator' && name) addPattern(text, name, names);
  if (node.type === 'for_in_statement') {
    const left = fieldOf(node, 'left');
    if (left) addPattern(text, left, names);
  }
  if (/^(function|generator_function|class|enum)_declaration$/.test(node.type) && name)
    names.add(text.slice(name.start, name.end));
  if (/^(import_specifier|import_clause|namespace_import)$/.test(node.type))
    for (const child of node.children)
      if (child.type === 'identifier') names.add(text.slice(child.start, child.end));
  if (FUNCTIONS.test(node.type)) return;
  for (const child of node.children) collect(text, child, names);
}

/** Names that a function declares: its parameters and whatever its body declares, but for functions inside of it. */
export function declaredNames(
  text: string,
  parameters: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
): Set<string> {
  const names = new Set<string>(['this']);
  for (const parameter of parameters
    ? IDENTIFIERS.test(parameters.type)
      ? [parameters]
      : parameters.children
    : []) {
    const pattern = fieldOf(parameter, 'pattern');
    addPattern(text, pattern ?? parameter, names);
  }
  for (const child of body
    ? body.type === 'statement_block' || body.type === 'program'
      ? body.children
      : [body]
    : [])
    collect(text, child, names);
  return names;
}
