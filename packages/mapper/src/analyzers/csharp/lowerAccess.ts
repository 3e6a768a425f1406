import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lastName, lowerArguments } from './lowerArguments.js';
import { type Lowering, NOTHING, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { type Lower, lowerMix } from './lowerParts.js';

/** Properties that hand on what they belong to: a task's result, a response's value. */
const SAME: ReadonlySet<string> = new Set([
  'Result',
  'Value',
  'Current',
  'Content',
  'Body',
  'Message',
  'Rows',
]);

export function lowerMember(lowering: Lowering, node: SyntaxNode, called: boolean): Expression {
  const [of, name] = [fieldOf(node, 'expression'), fieldOf(node, 'name')];
  const written = name ? typeName(lowering, name) : '';
  const owner = of ? lowerOwner(lowering, of) : nameOf('this');
  if (!of && /^base\b/.test(sourceOf(lowering, node))) return inherited(written);
  if (!called && SAME.has(written) && owner.kind !== 'name') return owner;
  if (!called && (written === 'Result' || written === 'Value')) return owner;
  return { kind: 'member', of: owner, name: written };
}

/** What stands before a dot is a variable or a type, never a static member of another class. */
function lowerOwner(lowering: Lowering, node: SyntaxNode): Expression {
  return node.type === 'identifier' ? nameOf(sourceOf(lowering, node)) : lowering.lower(lowering, node);
}

function inherited(name: string): Expression {
  const parent: Expression = { kind: 'call', callee: nameOf('super'), args: [], at: [1, 1, 0, 0] };
  return { kind: 'member', of: parent, name };
}

/** `x?.a.b`: bindings on the right side belong to what stands on the left. */
export const lowerConditionalAccess: Lower = (lowering, node) => {
  const [of, binding] = node.children;
  if (!of || !binding) return lowerMix(lowering, node);
  return bound(lowering, binding, lowering.lower(lowering, of));
};

function bound(lowering: Lowering, node: SyntaxNode, owner: Expression): Expression {
  const name = fieldOf(node, 'name');
  if (node.type === 'member_binding_expression' && name)
    return { kind: 'member', of: owner, name: typeName(lowering, name) };
  if (node.type === 'element_binding_expression') return indexed(lowering, owner, node.children);
  const [first] = node.children;
  if (node.type === 'invocation_expression' && first) {
    const callee = bound(lowering, first, owner);
    const called = lastName(callee);
    if (called !== undefined) lowering.calls.add(called);
    return {
      kind: 'call',
      callee,
      args: lowerArguments(lowering, fieldOf(node, 'arguments')),
      at: positionOf(node),
    };
  }
  if (node.type === 'member_access_expression' && first && name)
    return { kind: 'member', of: bound(lowering, first, owner), name: typeName(lowering, name) };
  return owner;
}

function isTextual(node: SyntaxNode): boolean {
  return /^(string_literal|verbatim_string_literal|raw_string_literal|interpolated_string_expression|binary_expression)$/.test(
    node.type,
  );
}

/** `x["name"]` may ask a configuration or a row, `x[i]` a list. */
export function indexed(lowering: Lowering, of: Expression, args: readonly SyntaxNode[]): Expression {
  const [argument] = args;
  const value = argument?.type === 'argument' ? argument.children.at(-1) : argument;
  const key = value ? lowering.lower(lowering, value) : NOTHING;
  const named =
    value !== undefined && (isTextual(value) || (key.kind === 'member' && /^[A-Z]/.test(key.name)));
  const constant = key.kind === 'name' && /^[A-Z]/.test(key.name);
  if (!value || !(named || constant)) return { kind: 'index', of, key };
  lowering.calls.add('get_Item');
  return {
    kind: 'call',
    callee: { kind: 'member', of, name: 'get_Item' },
    args: [{ value: key }],
    at: positionOf(value),
  };
}
