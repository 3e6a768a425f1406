import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, partsOf, together } from '../java/jvmLowering.js';
import { lowerDefinitions } from './lowerClass.js';
import { lowerCase, lowerExpression, lowerField } from './lowerExpression.js';
import { lowerMethod } from './lowerMethod.js';
import { lowerPattern } from './lowerPattern.js';

type Lower = (lowering: JvmLowering, node: SyntaxNode) => Statement[];

const TYPES = /^(class|object|trait|enum)_definition$/;

/** A bare name or constant as a statement does nothing that matters here. */
function effect(value: Expression): Statement[] {
  return /^(constant|name|lambda)$/.test(value.kind) || (value.kind === 'mix' && value.parts.length === 0)
    ? []
    : [{ kind: 'do', value }];
}

const lowerValue: Lower = (lowering, node) => {
  const [pattern, value] = [fieldOf(node, 'pattern'), fieldOf(node, 'value')];
  return pattern && value
    ? lowerPattern(lowering, { ...pattern, field: 'pattern' }, lowerExpression(lowering, value))
    : [];
};

function lowerOne(lowering: JvmLowering, node: SyntaxNode | undefined): Statement[] {
  return node
    ? lowerScalaBlock(lowering, /^(indented_)?block$/.test(node.type) ? partsOf(node) : [node])
    : [];
}

const lowerIf: Lower = (lowering, node) => [
  ...effect(lowerField(lowering, node, 'condition')),
  {
    kind: 'branch',
    options: [
      lowerOne(lowering, fieldOf(node, 'consequence')),
      lowerOne(lowering, fieldOf(node, 'alternative')),
    ],
  },
];

const lowerMatch: Lower = (lowering, node) => {
  const value = lowerField(lowering, node, 'value');
  const clauses = partsOf(fieldOf(node, 'body') ?? { ...node, children: [] });
  const options = clauses.map((clause): Statement[] => {
    const { before, value: result } = lowerCase(lowering, clause, value);
    return [...before, ...effect(result)];
  });
  return [{ kind: 'branch', options: [[], ...options] }];
};

const lowerWhile: Lower = (lowering, node) => [
  { kind: 'loop', body: lowerOne(lowering, fieldOf(node, 'body')) },
];

const LOWER: Readonly<Record<string, Lower>> = {
  val_definition: lowerValue,
  var_definition: lowerValue,
  function_definition: (lowering, node) => lowerMethod(lowering, node, 'local'),
  if_expression: lowerIf,
  match_expression: lowerMatch,
  while_expression: lowerWhile,
  do_while_expression: lowerWhile,
  block: (lowering, node) => lowerScalaBlock(lowering, partsOf(node)),
  indented_block: (lowering, node) => lowerScalaBlock(lowering, partsOf(node)),
  import_declaration: () => [],
  type_definition: () => [],
  val_declaration: () => [],
  var_declaration: () => [],
  function_declaration: () => [],
};

function lowerStatement(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower ? lower(lowering, node) : effect(lowerExpression(lowering, node));
}

/** Statements one after another; classes and objects first, whatever their place. */
export function lowerScalaBlock(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const types = nodes.filter((node) => TYPES.test(node.type));
  const others = nodes.filter((node) => !TYPES.test(node.type));
  return [
    ...lowerDefinitions(lowering, types),
    ...others.flatMap((node) => together(lowering, () => lowerStatement(lowering, node))),
  ];
}

/** The body of a function: its last expression is its answer. */
export function lowerTail(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const last = nodes.at(-1);
  if (!last) return [];
  const earlier = lowerScalaBlock(lowering, nodes.slice(0, -1));
  if (/_definition$|_declaration$/.test(last.type)) return [...earlier, ...lowerScalaBlock(lowering, [last])];
  if (last.type === 'if_expression') {
    const options = ['consequence', 'alternative'].map((field) => {
      const option = fieldOf(last, field);
      return option
        ? lowerTail(lowering, /^(indented_)?block$/.test(option.type) ? partsOf(option) : [option])
        : [];
    });
    return [
      ...earlier,
      ...together(lowering, () => [
        ...effect(lowerField(lowering, last, 'condition')),
        { kind: 'branch', options },
      ]),
    ];
  }
  if (/^(indented_)?block$/.test(last.type)) return [...earlier, ...lowerTail(lowering, partsOf(last))];
  return [
    ...earlier,
    ...together(lowering, () => [{ kind: 'return', value: lowerExpression(lowering, last) }]),
  ];
}
