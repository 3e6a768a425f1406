import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { constantOf, type JvmLowering, partsOf, placeOf, sourceOf } from '../java/jvmLowering.js';

const SEQUENCES = /^(Array|List|Seq|Vector|Some|Right|Success|IndexedSeq)$/;

function assigned(target: Expression, value: Expression): Statement {
  return { kind: 'assign', targets: [target], value };
}

function wordAt(lowering: JvmLowering, node: SyntaxNode, index: number): Expression {
  lowering.calls.add('<word>');
  return {
    kind: 'call',
    callee: { kind: 'name', name: '<word>' },
    args: [{ value: constantOf(index) }],
    at: placeOf(node),
  };
}

function isWords(value: Expression): boolean {
  return value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === '<words>';
}

function lowerParts(lowering: JvmLowering, parts: readonly SyntaxNode[], value: Expression): Statement[] {
  return parts.flatMap((part, index) =>
    lowerPattern(
      lowering,
      part,
      isWords(value) ? wordAt(lowering, part, index) : { kind: 'index', of: value, key: constantOf(index) },
    ),
  );
}

/** Names that a pattern binds, each to its part of the value. */
export function lowerPattern(lowering: JvmLowering, pattern: SyntaxNode, value: Expression): Statement[] {
  if (pattern.type === 'identifier') {
    const name = sourceOf(lowering, pattern);
    // A name with a capital is compared with, not bound; at the place of a definition it is bound all the same.
    if (pattern.field !== 'pattern' && /^[A-Z]/.test(name)) return [];
    lowering.locals.add(name);
    return [assigned({ kind: 'name', name }, value)];
  }
  if (pattern.type === 'typed_pattern' || pattern.type === 'capture_pattern') {
    const inner = fieldOf(pattern, 'pattern') ?? fieldOf(pattern, 'name') ?? partsOf(pattern)[0];
    return inner ? lowerPattern(lowering, inner, value) : [];
  }
  if (pattern.type === 'tuple_pattern') return lowerParts(lowering, partsOf(pattern), value);
  if (pattern.type !== 'case_class_pattern') return [];
  const type = fieldOf(pattern, 'type');
  const name = type ? sourceOf(lowering, type) : '';
  const parts = fieldsOf(pattern, 'pattern');
  if (parts.length === 1 && parts[0] && /^(Some|Right|Success)$/.test(name))
    return lowerPattern(lowering, parts[0], value);
  if (SEQUENCES.test(name)) return lowerParts(lowering, parts, value);
  return parts.flatMap((part) => lowerPattern(lowering, part, { kind: 'mix', parts: [value] }));
}
