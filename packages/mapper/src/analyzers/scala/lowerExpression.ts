import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  callNamed,
  callOf,
  constantOf,
  type JvmLowering,
  lowerField,
  NOTHING,
  partsOf,
  placeOf,
  qualifiedName,
  sourceOf,
  THIS,
} from '../java/jvmLowering.js';
import type { Lower } from './lower.js';
import { lowerAssigned } from './lowerAssigned.js';
import { either, lowerCase, lowerCases, lowerIf, lowerMatch, lowerOption } from './lowerBranches.js';
import { lowerCall, lowerCallee, lowerInfix, lowerNew } from './lowerCall.js';
import { lowerFor } from './lowerFor.js';
import { lowerLambda } from './lowerLambda.js';
import { lowerInterpolation, scalaString } from './lowerText.js';

/** Methods that Scala calls without parentheses: taking them for fields would lose what they do. */
const PARAMETERLESS: ReadonlySet<string> = new Set([
  ...[
    'read',
    'write',
    'readStream',
    'writeStream',
    'stripMargin',
    'trim',
    'toLowerCase',
    'toUpperCase',
    'rdd',
    'cache',
  ],
  ...[
    'toDF',
    'distinct',
    'collect',
    'get',
    'head',
    'last',
    'toList',
    'toSeq',
    'toArray',
    'keys',
    'values',
    'toMap',
  ],
  ...[
    'headOption',
    'getLines',
    'mkString',
    'persist',
    'toString',
    'builder',
    'schema',
    'count',
    'getOrCreate',
  ],
]);

const lowerMix: Lower = (lowering, node) => ({
  kind: 'mix',
  parts: partsOf(node).map((child) => lowering.expression(child)),
});

const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node).replaceAll('`', '');
  if (name === 'None') return constantOf(null);
  if (name === 'Nil') return { kind: 'list', items: [] };
  return name === lowering.words ? callNamed(lowering, node, '<words>', []) : { kind: 'name', name };
};

const lowerMember: Lower = (lowering, node) => {
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  if (!value || !field) return NOTHING;
  const full = qualifiedName(lowering, sourceOf(lowering, node));
  if (full) return full;
  const member: Expression = {
    kind: 'member',
    of: lowering.expression(value),
    name: sourceOf(lowering, field),
  };
  return PARAMETERLESS.has(member.name) ? callOf(lowering, member, [], placeOf(node, field)) : member;
};

/** A block in the place of an expression: its statements run before, its last value stands for it. */
const lowerBlock: Lower = (lowering, node) => {
  const parts = partsOf(node);
  const last = parts.at(-1);
  if (!last) return NOTHING;
  lowering.before.push(...lowering.block(parts.slice(0, -1)));
  if (/_definition$|^import_declaration$/.test(last.type)) {
    lowering.before.push(...lowering.block([last]));
    return NOTHING;
  }
  return lowering.expression(last);
};

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replace(/[lLfFdD]$/, ''));
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

/** A column that Spark names by `$"name"` or by a symbol. */
function column(lowering: JvmLowering, node: SyntaxNode, name: Expression): Expression {
  return callNamed(lowering, node, 'col', [name]);
}

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  type_identifier: lowerName,
  operator_identifier: lowerName,
  wildcard: (_lowering, node) => ({ kind: 'name', name: `<_${node.start}>` }),
  string: (lowering, node) => constantOf(scalaString(sourceOf(lowering, node))),
  interpolated_string_expression: (lowering, node) => {
    const text = lowerInterpolation(lowering, node, (inner) => lowerExpression(lowering, inner));
    const [interpolator] = node.children;
    const style = interpolator ? sourceOf(lowering, interpolator) : '';
    if (style === '$') return column(lowering, node, text);
    return /^(sql|sqlu|tsql|cql)$/.test(style) ? callNamed(lowering, node, '<native query>', [text]) : text;
  },
  character_literal: (lowering, node) => constantOf(scalaString(sourceOf(lowering, node))),
  integer_literal: lowerNumber,
  floating_point_literal: lowerNumber,
  boolean_literal: (lowering, node) => constantOf(sourceOf(lowering, node) === 'true'),
  null_literal: () => constantOf(null),
  unit: () => NOTHING,
  symbol_literal: (lowering, node) => column(lowering, node, constantOf(sourceOf(lowering, node).slice(1))),
  quote_expression: (lowering, node) => column(lowering, node, constantOf(sourceOf(lowering, node).slice(1))),
  call_expression: lowerCall,
  field_expression: lowerMember,
  infix_expression: lowerInfix,
  postfix_expression: lowerMix,
  prefix_expression: lowerMix,
  instance_expression: lowerNew,
  if_expression: lowerIf,
  match_expression: lowerMatch,
  case_block: lowerCases,
  lambda_expression: lowerLambda,
  block: lowerBlock,
  indented_block: lowerBlock,
  for_expression: lowerFor,
  assignment_expression: lowerAssigned,
  tuple_expression: (lowering, node) => ({
    kind: 'list',
    items: partsOf(node).map((child) => lowerExpression(lowering, child)),
  }),
  parenthesized_expression: (lowering, node) => {
    const inner = partsOf(node).at(-1);
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  // `frame.as[Trip]` is a call without arguments.
  generic_function: (lowering, node) => {
    const inner = fieldOf(node, 'function');
    const { callee, name } = inner ? lowerCallee(lowering, inner) : { callee: NOTHING, name: undefined };
    return callee.kind === 'member' ? callOf(lowering, callee, [], placeOf(node, name)) : callee;
  },
  ascription_expression: (lowering, node) => {
    const inner = partsOf(node)[0];
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  this: () => THIS,
  super: () => THIS,
  try_expression: (lowering, node) => {
    const clauses = partsOf(node).find((child) => child.type === 'catch_clause');
    const cases = clauses ? partsOf(clauses).flatMap((child) => partsOf(child)) : [];
    const options = [
      lowerOption(lowering, () => lowerField(lowering, node, 'body')),
      ...cases.map((clause) => lowerCase(lowering, clause, NOTHING)),
    ];
    const value = either(lowering, node, options);
    const last = partsOf(node).find((child) => child.type === 'finally_clause');
    if (last) lowering.before.push(...lowering.block(partsOf(last)));
    return value;
  },
  while_expression: (lowering, node) => {
    lowering.before.push(...lowering.block([node]));
    return NOTHING;
  },
  do_while_expression: (lowering, node) => {
    lowering.before.push(...lowering.block([node]));
    return NOTHING;
  },
  return_expression: (lowering, node) => {
    const value = partsOf(node)[0];
    lowering.before.push({ kind: 'return', value: value ? lowerExpression(lowering, value) : null });
    return NOTHING;
  },
  throw_expression: () => NOTHING,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: JvmLowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
