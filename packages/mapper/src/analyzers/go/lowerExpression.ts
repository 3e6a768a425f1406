import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { constantOf, type GoLowering, NOTHING, plainName, ruleCall, sourceOf } from './goLowering.js';
import { lowerCall } from './lowerCall.js';
import { lowerFunctionValue } from './lowerFunction.js';
import { typeExpression } from './lowerType.js';

type Lower = (lowering: GoLowering, node: SyntaxNode) => Expression;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

function lowerField(lowering: GoLowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node);
  const { declared } = lowering;
  const isOuter = declared.length > 0 && !declared.at(-1)?.has(name);
  return isOuter ? { kind: 'name', name, outer: true } : plainName(name);
};

const lowerSelector: Lower = (lowering, node) => {
  const name = fieldOf(node, 'field');
  return {
    kind: 'member',
    of: lowerField(lowering, node, 'operand'),
    name: name ? sourceOf(lowering, name) : '',
  };
};

function elementOf(lowering: GoLowering, node: SyntaxNode): Expression {
  const inner = node.type === 'literal_element' ? node.children[0] : node;
  if (!inner) return NOTHING;
  return inner.type === 'literal_value' ? lowerLiteral(lowering, inner) : lowerExpression(lowering, inner);
}

/** What stands in braces: fields of a struct, entries of a map, or items of a list. */
function lowerLiteral(lowering: GoLowering, body: SyntaxNode): Expression {
  const keyed = body.children.filter((child) => child.type === 'keyed_element');
  if (keyed.length === 0)
    return { kind: 'list', items: body.children.map((child) => elementOf(lowering, child)) };
  const entries = keyed.map((child): [Expression, Expression] => {
    const [key, value] = [
      fieldOf(child, 'key') ?? child.children[0],
      fieldOf(child, 'value') ?? child.children[1],
    ];
    const inner = key?.type === 'literal_element' ? key.children[0] : key;
    const isField = inner?.type === 'identifier' || inner?.type === 'field_identifier';
    const name =
      isField && inner ? constantOf(sourceOf(lowering, inner)) : inner ? elementOf(lowering, inner) : NOTHING;
    return [name, value ? elementOf(lowering, value) : NOTHING];
  });
  return { kind: 'dict', entries };
}

/** `Type{…}`: an object of a struct, or a list or map of its parts. */
const lowerComposite: Lower = (lowering, node) => {
  const [type, body] = [fieldOf(node, 'type'), fieldOf(node, 'body')];
  if (!body) return NOTHING;
  const parts = lowerLiteral(lowering, body);
  const isStruct = type?.type === 'type_identifier' || type?.type === 'qualified_type';
  const callee = isStruct && type ? typeExpression(lowering, type) : undefined;
  if (!callee || (parts.kind === 'list' && parts.items.length > 0)) return parts;
  return ruleCall(lowering, 'struct', [callee, parts], node);
};

const lowerBinary: Lower = (lowering, node) => {
  const [left, right] = [lowerField(lowering, node, 'left'), lowerField(lowering, node, 'right')];
  return node.operator === '+'
    ? { kind: 'binary', operator: '+', left, right }
    : { kind: 'mix', parts: [left, right] };
};

const lowerInner: Lower = (lowering, node) => {
  const [inner] = node.children;
  return inner ? lowerExpression(lowering, inner) : NOTHING;
};

const lowerOperand: Lower = (lowering, node) => lowerField(lowering, node, 'operand');
const lowerMix: Lower = (lowering, node) => ({
  kind: 'mix',
  parts: node.children.map((child) => lowerExpression(lowering, child)),
});

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replaceAll('_', ''));
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  package_identifier: lowerName,
  selector_expression: lowerSelector,
  interpreted_string_literal: (lowering, node) =>
    constantOf(
      sourceOf(lowering, node)
        .slice(1, -1)
        .replace(/\\(.)/gs, (all, code: string) => ESCAPES[code] ?? all),
    ),
  raw_string_literal: (lowering, node) => constantOf(sourceOf(lowering, node).slice(1, -1)),
  int_literal: lowerNumber,
  float_literal: lowerNumber,
  true: () => constantOf(true),
  false: () => constantOf(false),
  nil: () => constantOf(null),
  call_expression: lowerCall,
  composite_literal: lowerComposite,
  func_literal: lowerFunctionValue,
  binary_expression: lowerBinary,
  unary_expression: lowerOperand,
  parenthesized_expression: lowerInner,
  type_assertion_expression: lowerOperand,
  type_conversion_expression: lowerOperand,
  slice_expression: lowerOperand,
  index_expression: (lowering, node) => {
    const [operand, key] = [fieldOf(node, 'operand'), lowerField(lowering, node, 'index')];
    if (operand && sourceOf(lowering, operand) === 'os.Args')
      return ruleCall(lowering, 'argument', [key], node);
    return { kind: 'index', of: lowerField(lowering, node, 'operand'), key };
  },
  literal_element: elementOf,
  literal_value: lowerLiteral,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: GoLowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
