import type { Argument, Expression, FunctionDefinition, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerImplicitCreation } from './lowerCreation.js';
import { functionOf } from './lowerFunction.js';
import { type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { declaredValue } from './lowerParameters.js';
import { isStatic } from './modifiers.js';

const THIS = { name: 'this' };

/** The set of a database context: the table of its type argument. */
function lowerSet(lowering: Lowering, node: SyntaxNode, name: string, type: SyntaxNode): FunctionDefinition {
  lowering.calls.add('<set>');
  const entity = type.children.find((child) => child.type === 'type_argument_list')?.children[0];
  const args: Argument[] = [
    { value: { kind: 'constant', value: name } },
    { value: { kind: 'constant', value: entity ? typeName(lowering, entity) : '' } },
    { value: nameOf(entity ? typeName(lowering, entity) : 'object') },
  ];
  const value: Expression = {
    kind: 'call',
    callee: { kind: 'member', of: nameOf('this'), name: '<set>' },
    args,
    at: positionOf(node),
  };
  return propertyOf(node, name, [{ kind: 'return', value }]);
}

function propertyOf(node: SyntaxNode, name: string, body: Statement[]): FunctionDefinition {
  return {
    kind: 'function',
    name,
    parameters: [THIS],
    body,
    decorators: [nameOf('property')],
    at: positionOf(node),
  };
}

export function lowerProperty(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [named, type, value] = [fieldOf(node, 'name'), fieldOf(node, 'type'), fieldOf(node, 'value')];
  if (!named) return [];
  const name = sourceOf(lowering, named);
  if (type && /^I?DbSet$/.test(typeName(lowering, type))) return [lowerSet(lowering, node, name, type)];
  const getter = fieldOf(node, 'accessors')?.children.find(
    (child) => sourceOf(lowering, child).startsWith('get') && fieldOf(child, 'body'),
  );
  const computed = value?.type === 'arrow_expression_clause' ? value : getter && fieldOf(getter, 'body');
  if (computed) {
    const { body } = functionOf(lowering, node, name, [], computed);
    const returned = body.length === 1 && body[0]?.kind === 'return' ? body[0].value : undefined;
    if (isStatic(lowering, node) && returned)
      return [{ kind: 'assign', targets: [nameOf(name)], value: returned }];
    return [propertyOf(node, name, body)];
  }
  const implicit = value?.type === 'implicit_object_creation_expression' && type;
  const initial = value
    ? implicit
      ? lowerImplicitCreation(lowering, value, typeName(lowering, type))
      : lowering.lower(lowering, value)
    : declaredValue(lowering, type);
  return initial ? [{ kind: 'assign', targets: [nameOf(name)], value: initial }] : [];
}
