import type { Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { effect, type JvmLowering, lowerField, partsOf, together } from '../java/jvmLowering.js';
import { lowerCase } from './lowerBranches.js';
import { lowerDefinitions } from './lowerClass.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerMethod } from './lowerMethod.js';
import { lowerPattern } from './lowerPattern.js';

type Lower = (lowering: JvmLowering, node: SyntaxNode) => Statement[];

const TYPES = /^(class|object|trait|enum)_definition$/;

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
