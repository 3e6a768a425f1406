import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerAssignment, lowerDeclaration } from './lowerAssignment.js';
import { each, lowerExpression } from './lowerExpression.js';
import { functionOf } from './lowerFunction.js';
import { type Lowering, NOTHING, sourceOf } from './lowering.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Statement[];

/** A bare name or constant as a statement does nothing that matters here. */
function effect(value: Expression): Statement[] {
  return value.kind === 'constant' || value.kind === 'name' ? [] : [{ kind: 'do', value }];
}

function hasCall(value: Expression): boolean {
  return JSON.stringify(value).includes('"kind":"call"');
}

function effectOf(lowering: Lowering, node: SyntaxNode | undefined): Statement[] {
  const value = node ? lowerExpression(lowering, node) : NOTHING;
  return hasCall(value) ? effect(value) : [];
}

const lowerExpressionStatement: Lower = (lowering, node) =>
  node.children.flatMap((child): Statement[] => {
    if (child.type === 'assignment_expression') return lowerAssignment(lowering, child);
    const value = lowerExpression(lowering, child);
    return filled(value) ?? effect(value);
  });

/** `adapter.Fill(table)` puts the data into the table. */
function filled(value: Expression): Statement[] | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'Fill')
    return undefined;
  const table = value.args[0]?.value;
  return table?.kind === 'name' ? [{ kind: 'assign', targets: [table], value }] : undefined;
}

function lowerBlock(lowering: Lowering, node: SyntaxNode | undefined): Statement[] {
  if (!node) return [];
  return node.type === 'block' ? lowerStatements(lowering, node.children) : lowerStatements(lowering, [node]);
}

const lowerIf: Lower = (lowering, node) => [
  ...effectOf(lowering, fieldOf(node, 'condition')),
  {
    kind: 'branch',
    options: [
      lowerBlock(lowering, fieldOf(node, 'consequence')),
      lowerBlock(lowering, fieldOf(node, 'alternative')),
    ],
  },
];

const lowerTry: Lower = (lowering, node) => {
  const handlers = node.children
    .filter((child) => child.type === 'catch_clause')
    .map((child) => lowerBlock(lowering, fieldOf(child, 'body')));
  const last = node.children.find((child) => child.type === 'finally_clause');
  return [
    ...lowerBlock(lowering, fieldOf(node, 'body')),
    { kind: 'branch', options: [[], ...handlers] },
    ...lowerBlock(lowering, last?.children.at(-1)),
  ];
};

const lowerSwitch: Lower = (lowering, node) => {
  const sections = (fieldOf(node, 'body')?.children ?? []).map((section) =>
    lowerStatements(
      lowering,
      section.children.filter((child) => child.type.endsWith('_statement') || child.type === 'block'),
    ),
  );
  return [...effectOf(lowering, fieldOf(node, 'value')), { kind: 'branch', options: [...sections, []] }];
};

const lowerForeach: Lower = (lowering, node) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const loop: Statement = { kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) };
  if (left) loop.target = lowerExpression(lowering, left);
  if (right) loop.over = each(lowering, right);
  return [loop];
};

const lowerFor: Lower = (lowering, node) => [
  ...fieldsOf(node, 'initializer').flatMap((child) =>
    child.type === 'variable_declaration' ? lowerDeclaration(lowering, child) : effectOf(lowering, child),
  ),
  ...effectOf(lowering, fieldOf(node, 'condition')),
  { kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) },
];

const lowerUsing: Lower = (lowering, node) => {
  const body = fieldOf(node, 'body') ?? node.children.at(-1);
  const opened = node.children.filter((child) => child !== body);
  return [
    ...opened.flatMap((child) =>
      child.type === 'variable_declaration'
        ? lowerDeclaration(lowering, child)
        : child.type === 'assignment_expression'
          ? lowerAssignment(lowering, child)
          : effectOf(lowering, child),
    ),
    ...lowerBlock(lowering, body),
  ];
};

/** A function inside of another: it sees the variables around it. */
const lowerLocalFunction: Lower = (lowering, node) => {
  const [name, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')];
  return name ? [functionOf(lowering, node, sourceOf(lowering, name), [], body)] : [];
};

const LOWER: Readonly<Record<string, Lower>> = {
  expression_statement: lowerExpressionStatement,
  local_declaration_statement: (lowering, node) =>
    node.children
      .filter((child) => child.type === 'variable_declaration')
      .flatMap((child) => lowerDeclaration(lowering, child)),
  return_statement: (lowering, node) => {
    const value = node.children[0];
    return [{ kind: 'return', value: value ? lowerExpression(lowering, value) : null }];
  },
  yield_statement: (lowering, node) => {
    const value = node.children[0];
    return value ? [{ kind: 'return', value: lowerExpression(lowering, value) }] : [];
  },
  if_statement: lowerIf,
  try_statement: lowerTry,
  switch_statement: lowerSwitch,
  foreach_statement: lowerForeach,
  for_statement: lowerFor,
  while_statement: (lowering, node) => [
    ...effectOf(lowering, fieldOf(node, 'condition')),
    { kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) },
  ],
  do_statement: (lowering, node) => [{ kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) }],
  using_statement: lowerUsing,
  lock_statement: (lowering, node) => lowerBlock(lowering, node.children.at(-1)),
  fixed_statement: (lowering, node) => lowerBlock(lowering, node.children.at(-1)),
  checked_statement: (lowering, node) => lowerBlock(lowering, node.children.at(-1)),
  unsafe_statement: (lowering, node) => lowerBlock(lowering, node.children.at(-1)),
  labeled_statement: (lowering, node) => lowerStatements(lowering, node.children.slice(1)),
  local_function_statement: lowerLocalFunction,
  block: (lowering, node) => lowerBlock(lowering, node),
  global_statement: (lowering, node) => lowerStatements(lowering, node.children),
  ERROR: (lowering, node) => lowerStatements(lowering, node.children),
};

const SILENT: ReadonlySet<string> = new Set([
  'break_statement',
  'continue_statement',
  'goto_statement',
  'empty_statement',
  'throw_statement',
]);

function isFunction(statement: Statement): boolean {
  return statement.kind === 'function';
}

/** Lowers statements in order, local functions first; a statement without a rule keeps the calls that it makes. */
export function lowerStatements(lowering: Lowering, nodes: readonly SyntaxNode[]): Statement[] {
  const lowered = nodes.flatMap((node): Statement[] => {
    if (SILENT.has(node.type)) return [];
    const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
    const own: Lowering = { ...lowering, hoisted: [] };
    const statements = lower ? lower(own, node) : effectOf(own, node);
    return [...own.hoisted, ...statements];
  });
  return [...lowered.filter(isFunction), ...lowered.filter((statement) => !isFunction(statement))];
}
