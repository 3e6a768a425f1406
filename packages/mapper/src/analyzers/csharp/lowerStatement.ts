import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { each, lowerExpression, lowerImplicitCreation } from './lowerExpression.js';
import { type Lowering, NOTHING, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { lowerParameters } from './lowerParameters.js';

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

/** What an assignment changes: a member of the class may be named without `this`. */
function targetOf(lowering: Lowering, node: SyntaxNode): Expression {
  const target = lowerExpression(lowering, node);
  if (node.type === 'member_access_expression') {
    const [of, name] = [fieldOf(node, 'expression'), fieldOf(node, 'name')];
    const owner = of ? lowerExpression(lowering, of) : nameOf('this');
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

function lowerAssignment(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (!left || !right) return [];
  const operator = node.operator ?? '=';
  if (right.type === 'assignment_expression') {
    const inner = lowerAssignment(lowering, right);
    const value = fieldOf(right, 'left');
    return value
      ? [
          ...inner,
          { kind: 'assign', targets: [targetOf(lowering, left)], value: lowerExpression(lowering, value) },
        ]
      : inner;
  }
  const target = targetOf(lowering, left);
  const value = lowerExpression(lowering, right);
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

/** Declared variables; `T x = new()` makes a `T`. */
export function lowerDeclaration(lowering: Lowering, node: SyntaxNode, own = false): Statement[] {
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
        : lowerExpression(lowering, value);
      const target = nameOf(sourceOf(lowering, name));
      return [
        {
          kind: 'assign',
          targets: [
            own
              ? { kind: 'member', of: nameOf('this'), name: target.kind === 'name' ? target.name : '' }
              : target,
          ],
          value: lowered,
        },
      ];
    });
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

/** A function with the body of a block or of an arrow. */
export function functionOf(
  lowering: Lowering,
  node: SyntaxNode,
  name: string,
  before: readonly Parameter[],
  body: SyntaxNode | undefined,
): FunctionDefinition {
  const inner: Lowering = { ...lowering, hoisted: [] };
  const parameters = [
    ...before,
    ...lowerParameters(inner, fieldOf(node, 'parameters'), (each) => lowerExpression(inner, each)),
  ];
  const globals = assignedStatics(lowering, body);
  const plain: FunctionDefinition = {
    kind: 'function',
    name,
    parameters,
    body: lowerBody(inner, body),
    decorators: [],
    at: positionOf(node),
  };
  return globals.length > 0 ? { ...plain, globals } : plain;
}

function lowerBody(lowering: Lowering, body: SyntaxNode | undefined): Statement[] {
  if (body?.type !== 'arrow_expression_clause') return lowerBlock(lowering, body);
  const value = body.children.at(-1);
  if (value?.type === 'assignment_expression') return lowerAssignment(lowering, value);
  const lowered = value ? lowerExpression(lowering, value) : NOTHING;
  return [...lowering.hoisted.splice(0), { kind: 'return', value: lowered }];
}

/** Static members that a body assigns: they belong to the file, not to the function. */
function assignedStatics(lowering: Lowering, body: SyntaxNode | undefined): string[] {
  if (!body || lowering.statics.size === 0) return [];
  const names = new Set<string>();
  const pending = [body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const left = node.type === 'assignment_expression' ? fieldOf(node, 'left') : undefined;
    const name = left?.type === 'identifier' ? sourceOf(lowering, left) : '';
    if (lowering.statics.has(name)) names.add(name);
    pending.push(...node.children);
  }
  return [...names];
}

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
