import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { callOf, constantOf, type Lowering, masking, nameOf } from './lowering.js';

const VALUES = /^(all_of|any_of|one_of|vars|sym|syms|ensym|quo|enquo|as\.name|desc|as_string)$/;
const LISTS = /^(c|list|\.|join_by|vars|across|cols|bind_cols|exprs)$/;

function selections(lowering: Lowering, node: SyntaxNode): Expression[] {
  return (fieldOf(node, 'arguments')?.children ?? []).flatMap((child) => {
    const value = fieldOf(child, 'value');
    return value ? [lowerSelection(lowering, value)] : [];
  });
}

function lowerHelper(lowering: Lowering, node: SyntaxNode): Expression {
  const called = fieldOf(node, 'function');
  const name = called ? nameOf(lowering, called).replace(/^.*::/, '') : '';
  if (LISTS.test(name)) return { kind: 'list', items: selections(lowering, node) };
  if (VALUES.test(name))
    return masking(lowering, false, () => ({ kind: 'list', items: valuesOf(lowering, node) }));
  return callOf(lowering, node, '<some>', []);
}

function valuesOf(lowering: Lowering, node: SyntaxNode): Expression[] {
  return (fieldOf(node, 'arguments')?.children ?? []).flatMap((child) => {
    const value = fieldOf(child, 'value');
    return value ? [lowering.expression(value)] : [];
  });
}

/** Columns that a verb of the tidyverse chooses: a bare name is the name of a column; `<without>` takes columns away. */
export function lowerSelection(lowering: Lowering, node: SyntaxNode): Expression {
  if (node.type === 'identifier') return constantOf(nameOf(lowering, node));
  if (node.type === 'string') return lowering.expression(node);
  if (node.type === 'parenthesized_expression' && node.children[0])
    return lowerSelection(lowering, node.children[0]);
  if (node.type === 'call') return lowerHelper(lowering, node);
  if (node.type === 'extract_operator') {
    const column = fieldOf(node, 'rhs');
    return constantOf(column ? nameOf(lowering, column) : '');
  }
  const inner = fieldOf(node, 'rhs');
  if (node.type === 'unary_operator' && inner) {
    if (inner.type === 'unary_operator' && node.operator === '!')
      return masking(lowering, false, () => lowering.expression(node));
    if (node.operator === '-' || node.operator === '!')
      return callOf(lowering, node, '<without>', [lowerSelection(lowering, inner)]);
  }
  const left = fieldOf(node, 'lhs');
  // A condition of `join_by`: the key of the left table.
  if (node.type === 'binary_operator' && /^[=<>]=?$|^>=$|^<=$/.test(node.operator ?? '') && left)
    return lowerSelection(lowering, left);
  return callOf(lowering, node, '<some>', []);
}
