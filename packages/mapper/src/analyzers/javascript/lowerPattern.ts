import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  constantOf,
  freshName,
  type JavascriptLowering,
  nameOf,
  plainName,
  ruleCall,
  sourceOf,
} from './javascriptLowering.js';

function withDefault(lowering: JavascriptLowering, value: Expression, node: SyntaxNode): Expression {
  const fallback = fieldOf(node, 'right');
  return fallback ? ruleCall(lowering, 'default', [value, lowering.expression(fallback)], node) : value;
}

/** A part of the destructured value, under its own name. */
function memberOf(
  lowering: JavascriptLowering,
  value: Expression,
  name: string,
  node: SyntaxNode,
): Expression {
  const environment =
    value.kind === 'member' &&
    value.name === 'env' &&
    value.of.kind === 'name' &&
    value.of.name === 'process';
  if (environment) return ruleCall(lowering, 'env', [constantOf(name)], node);
  return { kind: 'member', of: value, name };
}

function bindProperty(lowering: JavascriptLowering, node: SyntaxNode, value: Expression): Statement[] {
  if (node.type === 'shorthand_property_identifier_pattern') {
    const name = sourceOf(lowering, node);
    return [
      { kind: 'assign', targets: [nameOf(lowering, name)], value: memberOf(lowering, value, name, node) },
    ];
  }
  if (node.type === 'object_assignment_pattern') {
    const left = fieldOf(node, 'left');
    const name = left ? sourceOf(lowering, left) : '';
    const own = withDefault(lowering, memberOf(lowering, value, name, node), node);
    return [{ kind: 'assign', targets: [nameOf(lowering, name)], value: own }];
  }
  if (node.type === 'pair_pattern') {
    const [key, target] = [fieldOf(node, 'key'), fieldOf(node, 'value')];
    const name = key ? sourceOf(lowering, key).replace(/^["']|["']$/g, '') : '';
    return target ? bindPattern(lowering, target, memberOf(lowering, value, name, node)) : [];
  }
  return node.type === 'rest_pattern' && node.children[0]
    ? bindPattern(lowering, node.children[0], value)
    : [];
}

/** Statements that bind a value to a name or to the parts that a pattern takes out of it. */
export function bindPattern(
  lowering: JavascriptLowering,
  pattern: SyntaxNode,
  value: Expression,
): Statement[] {
  switch (pattern.type) {
    case 'assignment_pattern': {
      const left = fieldOf(pattern, 'left');
      return left ? bindPattern(lowering, left, withDefault(lowering, value, pattern)) : [];
    }
    case 'object_pattern': {
      const simple = value.kind === 'name' || (value.kind === 'member' && value.of.kind === 'name');
      const held = simple ? value : plainName(freshName(lowering, 'value'));
      const first = simple || held.kind !== 'name' ? [] : [assigned(held.name, value)];
      return [...first, ...pattern.children.flatMap((child) => bindProperty(lowering, child, held))];
    }
    case 'array_pattern': {
      const held = freshName(lowering, 'value');
      const parts = pattern.children.flatMap((child, index) => {
        const rest = child.type === 'rest_pattern' ? child.children[0] : undefined;
        if (rest) return bindPattern(lowering, rest, plainName(held));
        const skipped = (lowering.text.slice(pattern.start, child.start).match(/,/g) ?? []).length;
        const key = constantOf(pattern.children.length > skipped ? Math.max(index, skipped) : index);
        return bindPattern(lowering, child, { kind: 'index', of: plainName(held), key });
      });
      return [assigned(held, value), ...parts];
    }
    default:
      return [{ kind: 'assign', targets: [lowering.expression(pattern)], value }];
  }
}
