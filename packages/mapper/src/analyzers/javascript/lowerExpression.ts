import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  constantOf,
  type JavascriptLowering,
  NOTHING,
  nameOf,
  plainName,
  ruleCall,
  sourceOf,
} from './javascriptLowering.js';
import { lowerCall, lowerRuntimeEntry, lowerRuntimeValue } from './lowerCall.js';
import { lowerClassValue } from './lowerClass.js';
import { lowerFunctionValue } from './lowerFunction.js';
import { bindPattern } from './lowerPattern.js';
import { lowerText } from './lowerText.js';

type Lower = (lowering: JavascriptLowering, node: SyntaxNode) => Expression;

function lowerAll(lowering: JavascriptLowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes.map((node) => lowerExpression(lowering, node));
}

function lowerField(lowering: JavascriptLowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

const lowerMember: Lower = (lowering, node) => {
  const runtime = lowerRuntimeValue(lowering, node);
  if (runtime) return runtime;
  const name = fieldOf(node, 'property');
  return {
    kind: 'member',
    of: lowerField(lowering, node, 'object'),
    name: name ? sourceOf(lowering, name).replace(/^#/, '') : '',
  };
};

const lowerSubscript: Lower = (lowering, node) => {
  const [of, index] = [fieldOf(node, 'object'), fieldOf(node, 'index')];
  if (!of || !index) return NOTHING;
  const key = lowerExpression(lowering, index);
  return (
    lowerRuntimeEntry(lowering, of, key, node) ?? { kind: 'index', of: lowerExpression(lowering, of), key }
  );
};

function keyOf(lowering: JavascriptLowering, node: SyntaxNode): Expression {
  if (node.type === 'computed_property_name')
    return node.children[0] ? lowerExpression(lowering, node.children[0]) : NOTHING;
  if (node.type === 'string') return lowerExpression(lowering, node);
  return constantOf(sourceOf(lowering, node));
}

const lowerObject: Lower = (lowering, node) => ({
  kind: 'dict',
  entries: node.children.flatMap((child): [Expression | null, Expression][] => {
    if (child.type === 'spread_element')
      return child.children[0] ? [[null, lowerExpression(lowering, child.children[0])]] : [];
    if (child.type === 'shorthand_property_identifier') {
      const name = sourceOf(lowering, child);
      return [[constantOf(name), nameOf(lowering, name)]];
    }
    const key = fieldOf(child, child.type === 'method_definition' ? 'name' : 'key');
    if (!key) return [];
    const value =
      child.type === 'method_definition'
        ? lowerFunctionValue(lowering, child)
        : lowerField(lowering, child, 'value');
    return [[keyOf(lowering, key), value]];
  }),
});

const lowerList: Lower = (lowering, node) => {
  const spread = node.children.some((child) => child.type === 'spread_element');
  if (!spread) return { kind: 'list', items: lowerAll(lowering, node.children) };
  const parts = node.children.map((child): Expression => {
    const inner = child.type === 'spread_element' ? child.children[0] : undefined;
    return inner
      ? lowerExpression(lowering, inner)
      : { kind: 'list', items: [lowerExpression(lowering, child)] };
  });
  return ruleCall(lowering, 'joined', parts, node);
};

const lowerBinary: Lower = (lowering, node) => {
  const operator = node.operator ?? '?';
  const [left, right] = [lowerField(lowering, node, 'left'), lowerField(lowering, node, 'right')];
  if (operator === '??' || operator === '||') return ruleCall(lowering, 'default', [left, right], node);
  if (operator === '&&') return right;
  if (operator === '/') return { kind: 'mix', parts: [left, right] };
  return operator === '+' ? { kind: 'binary', operator, left, right } : { kind: 'mix', parts: [left, right] };
};

const lowerMix: Lower = (lowering, node) => ({ kind: 'mix', parts: lowerAll(lowering, node.children) });

const lowerInner: Lower = (lowering, node) => {
  const [inner] = node.children;
  return inner ? lowerExpression(lowering, inner) : NOTHING;
};

const lowerTernary: Lower = (lowering, node) => ({
  kind: 'either',
  options: [lowerField(lowering, node, 'consequence'), lowerField(lowering, node, 'alternative')],
});

/** An assignment inside of an expression happens before it. */
const lowerAssignment: Lower = (lowering, node) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (!left || !right) return NOTHING;
  const value = lowerExpression(lowering, right);
  const target = lowerExpression(lowering, left);
  const operator = node.type === 'augmented_assignment_expression' ? (node.operator ?? '').slice(0, -1) : '';
  const whole = augmented(lowering, operator, target, value, node);
  lowering.before.push(...bindPattern(lowering, left, whole));
  return left.type === 'identifier' || left.type === 'member_expression' ? target : whole;
};

function augmented(
  lowering: JavascriptLowering,
  operator: string,
  target: Expression,
  value: Expression,
  node: SyntaxNode,
): Expression {
  if (operator === '') return value;
  if (operator === '||' || operator === '??') return ruleCall(lowering, 'default', [target, value], node);
  return operator === '+'
    ? { kind: 'binary', operator, left: target, right: value }
    : { kind: 'mix', parts: [target, value] };
}

const lowerIdentifier: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node);
  if (name === 'undefined') return constantOf(null);
  if (name === '__dirname') return ruleCall(lowering, 'folder', [plainName('__file__')], node);
  if (name === '__filename') return plainName('__file__');
  return nameOf(lowering, name);
};

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replaceAll('_', ''));
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

const text: Lower = (lowering, node) =>
  lowerText(lowering, node, (inner) => lowerExpression(lowering, inner));

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerIdentifier,
  shorthand_property_identifier: lowerIdentifier,
  type_identifier: lowerIdentifier,
  this: () => plainName('this'),
  member_expression: lowerMember,
  subscript_expression: lowerSubscript,
  string: text,
  template_string: text,
  number: lowerNumber,
  true: () => constantOf(true),
  false: () => constantOf(false),
  null: () => constantOf(null),
  undefined: () => constantOf(null),
  call_expression: lowerCall,
  new_expression: lowerCall,
  object: lowerObject,
  array: lowerList,
  binary_expression: lowerBinary,
  ternary_expression: lowerTernary,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAssignment,
  arrow_function: lowerFunctionValue,
  function_expression: lowerFunctionValue,
  generator_function: lowerFunctionValue,
  class: lowerClassValue,
  await_expression: lowerInner,
  parenthesized_expression: lowerInner,
  non_null_expression: lowerInner,
  as_expression: lowerInner,
  satisfies_expression: lowerInner,
  yield_expression: lowerInner,
  spread_element: lowerInner,
  type_assertion: (lowering, node) => {
    const inner = node.children.at(-1);
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  sequence_expression: (lowering, node) => {
    const values = lowerAll(lowering, node.children);
    return values.at(-1) ?? NOTHING;
  },
  type_arguments: () => NOTHING,
  type_annotation: () => NOTHING,
  regex: () => NOTHING,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: JavascriptLowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
