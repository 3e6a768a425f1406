import type { FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerAssignment } from './lowerAssignment.js';
import { type Lowering, NOTHING, positionOf, sourceOf } from './lowering.js';
import { lowerParameters } from './lowerParameters.js';

/** A function with the body of a block or of an arrow. */
export function functionOf(
  lowering: Lowering,
  node: SyntaxNode,
  name: string,
  before: readonly Parameter[],
  body: SyntaxNode | undefined,
): FunctionDefinition {
  const inner: Lowering = { ...lowering, hoisted: [] };
  const parameters = [
    ...before,
    ...lowerParameters(inner, fieldOf(node, 'parameters'), (each) => lowering.lower(inner, each)),
  ];
  const globals = assignedStatics(lowering, body);
  const plain: FunctionDefinition = {
    kind: 'function',
    name,
    parameters,
    body: lowerBody(inner, body),
    decorators: [],
    at: positionOf(node),
  };
  return globals.length > 0 ? { ...plain, globals } : plain;
}

function lowerBody(lowering: Lowering, body: SyntaxNode | undefined): Statement[] {
  if (body?.type !== 'arrow_expression_clause') return body ? lowering.lowerBlock(lowering, body) : [];
  const value = body.children.at(-1);
  if (value?.type === 'assignment_expression') return lowerAssignment(lowering, value);
  const lowered = value ? lowering.lower(lowering, value) : NOTHING;
  return [...lowering.hoisted.splice(0), { kind: 'return', value: lowered }];
}

/** Static members that a body assigns: they belong to the file, not to the function. */
function assignedStatics(lowering: Lowering, body: SyntaxNode | undefined): string[] {
  if (!body || lowering.statics.size === 0) return [];
  const names = new Set<string>();
  const pending = [body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const left = node.type === 'assignment_expression' ? fieldOf(node, 'left') : undefined;
    const name = left?.type === 'identifier' ? sourceOf(lowering, left) : '';
    if (lowering.statics.has(name)) names.add(name);
    pending.push(...node.children);
  }
  return [...names];
}
