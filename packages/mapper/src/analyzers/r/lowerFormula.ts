import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { callOf, constantOf, type Lowering, masking, NOTHING, sourceOf } from './lowering.js';

/** What the sides of a formula may take from variables; names that are columns mean nothing here. */
function held(lowering: Lowering, node: SyntaxNode): Expression[] {
  const inner: Lowering = { ...lowering, used: new Map(), before: [], masked: false };
  return ['lhs', 'rhs'].flatMap((side) => {
    const child = fieldOf(node, side);
    return child ? [inner.expression(child)] : [];
  });
}

/** A formula with two sides is its own text, which training calls read; one with a single side is a short function. */
export function lowerFormula(lowering: Lowering, node: SyntaxNode): Expression {
  if (fieldOf(node, 'lhs')) {
    const text = sourceOf(lowering, node)
      .replace(/#[^\n]*/g, '')
      .replace(/\s+/g, ' ');
    return callOf(lowering, node, '<formula>', [constantOf(text), ...held(lowering, node)]);
  }
  const body = fieldOf(node, 'rhs');
  if (!body) return NOTHING;
  const parameters = ['.x', '.y', '.z'].map((name) => ({ name }));
  const lowered = masking(lowering, false, () => lowering.expression(body));
  return { kind: 'lambda', parameters, body: { ...renamed(lowered) } };
}

/** In a short function, `.` is its first argument. */
function renamed(expression: Expression): Expression {
  return JSON.parse(
    JSON.stringify(expression).replaceAll('{"kind":"name","name":"."}', '{"kind":"name","name":".x"}'),
  );
}
