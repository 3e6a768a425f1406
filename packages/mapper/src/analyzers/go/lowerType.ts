import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type GoLowering, plainName, ruleCall, sourceOf } from './goLowering.js';

/** Types whose values carry nothing that matters here. */
const PLAIN =
  /^(context\.|testing\.|time\.|sync\.|log\.|zap\.|slog\.|error$|http\.(ResponseWriter|Request)|io\.|string$|bool$|byte$|rune$|any$|u?int\d*$|float\d+$|interface)/;
const INNER = /^(pointer_type|slice_type|array_type|parenthesized_type|implicit_length_array_type)$/;

/** The named type inside of pointers, slices and arrays. */
function innermost(node: SyntaxNode): SyntaxNode {
  const inner = INNER.test(node.type) ? (fieldOf(node, 'element') ?? node.children.at(-1)) : undefined;
  return inner ? innermost(inner) : node;
}

/** A type as an expression: a class of the repository or a type of a package; undefined for all others. */
export function typeExpression(lowering: GoLowering, node: SyntaxNode): Expression | undefined {
  const inner = innermost(node);
  if (inner.type === 'generic_type') {
    const base = fieldOf(inner, 'type');
    return base ? typeExpression(lowering, base) : undefined;
  }
  if (inner.type === 'type_identifier') return plainName(sourceOf(lowering, inner));
  if (inner.type !== 'qualified_type') return undefined;
  const [owner, name] = [fieldOf(inner, 'package'), fieldOf(inner, 'name')];
  return owner && name
    ? { kind: 'member', of: plainName(sourceOf(lowering, owner)), name: sourceOf(lowering, name) }
    : undefined;
}

/** What a variable, a field or a parameter holds when nothing but its type is known. */
export function typedValue(lowering: GoLowering, node: SyntaxNode | undefined): Expression | undefined {
  if (!node) return undefined;
  const written = sourceOf(lowering, node).replace(/^(\*|\[\d*\]|&)+/, '');
  const type = PLAIN.test(written) ? undefined : typeExpression(lowering, node);
  return type && ruleCall(lowering, 'typed', [type], node);
}
