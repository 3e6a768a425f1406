import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, nameOf, sourceOf } from './lowering.js';
import { stringValue } from './lowerString.js';

const IGNORED = /\b(NoColumn|NotMapped|JsonIgnore|IgnoreColumn|Ignore)\b/;
const NAMED = /\b(?:ColumnName|Column|Name|JsonPropertyName)\s*\(\s*("(?:[^"\\]|\\.)*")/;

/** Name of a member and the column that its attributes name. */
function columnOf(lowering: Lowering, node: SyntaxNode, name: string): [Expression, Expression][] {
  const attributes = node.children
    .filter((child) => child.type === 'attribute_list')
    .map((child) => sourceOf(lowering, child))
    .join(' ');
  if (IGNORED.test(attributes)) return [];
  const named = NAMED.exec(attributes)?.[1];
  const column = named === undefined ? name : stringValue(named);
  return [
    [
      { kind: 'constant', value: name },
      { kind: 'constant', value: column },
    ],
  ];
}

function namesOf(lowering: Lowering, node: SyntaxNode): string[] {
  const name = fieldOf(node, 'name');
  if (node.type === 'property_declaration' || node.type === 'parameter')
    return name ? [sourceOf(lowering, name)] : [];
  if (node.type !== 'field_declaration') return [];
  return node.children
    .filter((child) => child.type === 'variable_declaration')
    .flatMap((child) => child.children.filter((each) => each.type === 'variable_declarator'))
    .map((child) => sourceOf(lowering, child.children[0] ?? child));
}

/** Public fields and properties are the columns of whatever is read into the class. */
export function lowerColumns(
  lowering: Lowering,
  node: SyntaxNode,
  body: SyntaxNode | undefined,
): Statement[] {
  const parameters = node.children.find((child) => child.type === 'parameter_list')?.children ?? [];
  const open = (body?.children ?? []).filter((child) => {
    const modifiers = child.children
      .filter((each) => each.type === 'modifier')
      .map((each) => sourceOf(lowering, each));
    return modifiers.includes('public') && !modifiers.includes('static') && !modifiers.includes('const');
  });
  const entries = [...parameters, ...open].flatMap((child) =>
    namesOf(lowering, child).flatMap((name) => columnOf(lowering, child, name)),
  );
  return entries.length > 0
    ? [{ kind: 'assign', targets: [nameOf('<columns>')], value: { kind: 'dict', entries } }]
    : [];
}
