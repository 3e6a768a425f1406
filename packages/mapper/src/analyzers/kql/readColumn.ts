import { childOf, type KqlNode } from './kqlNode.js';
import type { KqlReader } from './kqlReader.js';
import type { KqlScope } from './kqlScope.js';
import { argumentsOf, functionName, readScalar } from './readScalar.js';
import { absorbRows, addOrigins, originsOfColumn, type Relation } from './relation.js';

/** Functions whose result keeps the name of the column that they are given. */
const KEEPS_NAME = /^(bin|floor|startof\w+|endof\w+|to\w+)$/i;

/** The name that a column gets when the query gives none. */
function columnName(node: KqlNode): string {
  if (node.type === 'NameReference') return node.text ?? '';
  if (node.type === 'PathExpression') {
    const [of, selector] = [childOf(node, 'Expression'), childOf(node, 'Selector')];
    return [of, selector].map((each) => (each ? columnName(each) : '')).join('_');
  }
  if (node.type !== 'FunctionCallExpression') return 'Column1';
  const [first] = argumentsOf(node);
  const inner = first?.type === 'NameReference' ? (first.text ?? '') : '';
  const name = functionName(node) || 'bin';
  return KEEPS_NAME.test(name) && inner !== '' ? inner : `${name}_${inner}`;
}

/** Names that patterns and schemas below a node declare. */
export function declaredNames(node: KqlNode): string[] {
  return node.children.flatMap((child) => {
    if (child.type === 'NameDeclaration') return [child.text ?? ''];
    return child.type === 'LiteralExpression' ? [] : declaredNames(child);
  });
}

/** `arg_max(time, *)` and `take_any(*)` keep every column, of one row. */
function readPicked(node: KqlNode, input: Relation, into: Relation): boolean {
  if (node.type !== 'FunctionCallExpression') return false;
  if (!/^(arg_max|arg_min|take_any|any)$/i.test(functionName(node))) return false;
  for (const each of argumentsOf(node)) {
    if (each.type === 'StarExpression') {
      for (const read of input.whole) into.whole.add(read);
      for (const [name, origins] of input.columns) addOrigins(into, name, origins);
    } else if (each.type === 'NameReference')
      addOrigins(into, each.text ?? '', originsOfColumn(input, each.text ?? ''));
  }
  return true;
}

/** Adds to `into` the column or columns that one expression over `input` gives. */
export function readColumn(
  reader: KqlReader,
  node: KqlNode,
  input: Relation,
  scope: KqlScope,
  into: Relation,
): void {
  if (node.field === 'Parameters') return;
  if (node.type === 'StarExpression' || (node.type === 'NameReference' && node.text?.includes('*'))) {
    for (const read of input.whole) into.whole.add(read);
    for (const [name, origins] of input.columns) addOrigins(into, name, origins);
    return;
  }
  const named = /^(Simple|Compound)NamedExpression$/.test(node.type);
  const value = named ? childOf(node, 'Expression') : node;
  const names = named
    ? declaredNames(node).slice(0, node.type.startsWith('Simple') ? 1 : 64)
    : [columnName(node)];
  if (!value || (readPicked(value, input, into) && !named)) return;
  const { origins, rows } = readScalar(reader, value, input, scope);
  for (const name of names) into.columns.set(name, origins);
  absorbRows(into, rows);
}
