import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerImplicitCreation } from './lowerCreation.js';
import { type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';

/** What an assignment changes: a member of the class may be named without `this`. */
function targetOf(lowering: Lowering, node: SyntaxNode): Expression {
  const target = lowering.lower(lowering, node);
  if (node.type === 'member_access_expression') {
    const [of, name] = [fieldOf(node, 'expression'), fieldOf(node, 'name')];
    const owner = of ? lowering.lower(lowering, of) : nameOf('this');
    return name ? { kind: 'member', of: owner, name: sourceOf(lowering, name) } : target;
  }
  if (target.kind === 'call' && target.callee.kind === 'member' && target.callee.name === 'get_Item') {
    const [key] = target.args;
    return key ? { kind: 'index', of: target.callee.of, key: key.value } : target;
  }
  const member = node.type === 'identifier' ? sourceOf(lowering, node) : '';
  const own = lowering.members.has(member) || (/^_\w/.test(member) && !lowering.statics.has(member));
  return own ? { kind: 'member', of: nameOf('this'), name: member } : target;
}

export function lowerAssignment(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (!left || !right) return [];
  const operator = node.operator ?? '=';
  if (right.type === 'assignment_expression') {
    const inner = lowerAssignment(lowering, right);
    const value = fieldOf(right, 'left');
    return value
      ? [
          ...inner,
          { kind: 'assign', targets: [targetOf(lowering, left)], value: lowering.lower(lowering, value) },
        ]
      : inner;
  }
  const target = targetOf(lowering, left);
  const value = lowering.lower(lowering, right);
  if (operator === '=') return [{ kind: 'assign', targets: [target], value }];
  if (operator === '+=' && isHandler(right, value)) return [...subscribe(target, value, node)];
  const options: Expression =
    operator === '??='
      ? { kind: 'either', options: [target, value] }
      : { kind: 'binary', operator: operator.slice(0, -1), left: target, right: value };
  return [{ kind: 'assign', targets: [target], value: options }];
}

/** `client.Event += Handler`: whoever raises the event calls the handler with data of the client. */
function isHandler(node: SyntaxNode, value: Expression): boolean {
  if (/^(lambda_expression|anonymous_method_expression)$/.test(node.type)) return true;
  return value.kind === 'name' && /^[A-Z]/.test(value.name);
}

function subscribe(target: Expression, handler: Expression, node: SyntaxNode): Statement[] {
  if (target.kind !== 'member') return [];
  const callee: Expression = { kind: 'member', of: target.of, name: '<subscribe>' };
  const args = [{ value: { kind: 'constant', value: target.name } as const }, { value: handler }];
  return [{ kind: 'do', value: { kind: 'call', callee, args, at: positionOf(node) } }];
}

/** A variable, or several at once: `var (train, test) = …`. */
function declaredTarget(lowering: Lowering, node: SyntaxNode): Expression {
  if (node.type !== 'tuple_pattern') return nameOf(sourceOf(lowering, node));
  return { kind: 'list', items: node.children.map((child) => declaredTarget(lowering, child)) };
}

/** Declared variables; `T x = new()` makes a `T`. */
export function lowerDeclaration(lowering: Lowering, node: SyntaxNode): Statement[] {
  const type = fieldOf(node, 'type');
  return node.children
    .filter((child) => child.type === 'variable_declarator')
    .flatMap((child): Statement[] => {
      const [name, ...rest] = child.children;
      const value = rest.at(-1);
      if (!name || !value) return [];
      const implicit = value.type === 'implicit_object_creation_expression' && type;
      const lowered = implicit
        ? lowerImplicitCreation(lowering, value, typeName(lowering, type))
        : lowering.lower(lowering, value);
      return [{ kind: 'assign', targets: [declaredTarget(lowering, name)], value: lowered }];
    });
}
