import type { Expression, Parameter } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, nameOf, positionOf, sourceOf } from './lowering.js';

function parametersOf(lowering: Lowering, node: SyntaxNode): Parameter[] {
  const list = fieldOf(node, 'parameters');
  if (!list) return [];
  if (list.type === 'identifier' || list.type === 'implicit_parameter')
    return [{ name: sourceOf(lowering, list) }];
  return list.children.flatMap((child): Parameter[] => {
    const name = fieldOf(child, 'name') ?? (child.type === 'identifier' ? child : undefined);
    return name ? [{ name: sourceOf(lowering, name) }] : [];
  });
}

/** `x => y`; one with statements becomes a function before the statement that holds it. */
export function lowerLambda(
  lowering: Lowering,
  node: SyntaxNode,
  lowerInner: (node: SyntaxNode) => Expression,
): Expression {
  const parameters = parametersOf(lowering, node);
  const body = fieldOf(node, 'body') ?? node.children.at(-1);
  if (body && body.type !== 'block') return { kind: 'lambda', parameters, body: lowerInner(body) };
  const name = `<lambda ${node.start}>`;
  const inner: Lowering = { ...lowering, hoisted: [] };
  lowering.hoisted.push({
    kind: 'function',
    name,
    parameters,
    body: body ? lowering.lowerBlock(inner, body) : [],
    decorators: [],
    at: positionOf(node),
  });
  return nameOf(name);
}
