import type { Parameter } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, NOTHING, partsOf, placeOf, sourceOf } from '../java/jvmLowering.js';
import type { Lower } from './lower.js';
import { lowerOption } from './lowerBranches.js';
import { lowerTail } from './lowerTail.js';

function lambdaParameters(lowering: JvmLowering, node: SyntaxNode | undefined): Parameter[] {
  if (!node) return [];
  if (node.type === 'identifier' || node.type === 'wildcard') return [{ name: sourceOf(lowering, node) }];
  return partsOf(node).flatMap((child): Parameter[] => {
    const name = fieldOf(child, 'name') ?? (child.type === 'identifier' ? child : undefined);
    return [{ name: name ? sourceOf(lowering, name) : '_' }];
  });
}

export const lowerLambda: Lower = (lowering, node) => {
  const parameters = lambdaParameters(lowering, fieldOf(node, 'parameters'));
  const body = partsOf(node).filter((child) => child.field !== 'parameters' && child.type !== 'bindings');
  const [only] = body;
  const inner = lowerOption(lowering, () =>
    body.length === 1 && only && only.type !== 'block' ? lowering.expression(only) : NOTHING,
  );
  if (body.length === 1 && only && only.type !== 'block' && inner.before.length === 0)
    return { kind: 'lambda', parameters, body: inner.value };
  const name = `<lambda ${node.start}>`;
  const statements = lowerTail(lowering, only?.type === 'block' && body.length === 1 ? partsOf(only) : body);
  lowering.before.push({
    kind: 'function',
    name,
    parameters,
    body: statements,
    decorators: [],
    at: placeOf(node),
  });
  return { kind: 'name', name };
};
