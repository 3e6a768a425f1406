import type { Expression, ImportStatement, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerExpression, lowerParameters } from './lowerExpression.js';
import { type Lowering, positionOf, sourceOf } from './lowering.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Statement[];

/** A bare name or constant as a statement does nothing that matters here. */
function effect(value: Expression): Statement[] {
  return value.kind === 'constant' || value.kind === 'name' ? [] : [{ kind: 'do', value }];
}

function effectOf(lowering: Lowering, node: SyntaxNode | undefined): Statement[] {
  return node ? effect(lowerExpression(lowering, node)).filter((each) => hasCall(each)) : [];
}

function hasCall(statement: Statement): boolean {
  return JSON.stringify(statement).includes('"kind":"call"');
}

/** `a = b = value` has one value and two targets. */
function lowerAssignment(lowering: Lowering, node: SyntaxNode): Statement[] {
  const targets: Expression[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.type === 'assignment') {
    const left = fieldOf(current, 'left');
    if (left) targets.push(lowerExpression(lowering, left));
    current = fieldOf(current, 'right');
  }
  return current ? [{ kind: 'assign', targets, value: lowerExpression(lowering, current) }] : [];
}

function lowerAugmented(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (!left || !right) return [];
  const target = lowerExpression(lowering, left);
  const operator = (node.operator ?? '?=').slice(0, -1);
  const value: Expression = {
    kind: 'binary',
    operator,
    left: target,
    right: lowerExpression(lowering, right),
  };
  return [{ kind: 'assign', targets: [target], value }];
}

/** What a generator yields is an element of what it returns. */
function lowerYield(lowering: Lowering, node: SyntaxNode): Statement[] {
  const inner = node.children[0];
  if (!inner) return [];
  const value = lowerExpression(lowering, inner);
  const whole = lowering.yieldsOne || /^yield\s+from\b/.test(sourceOf(lowering, node));
  return [{ kind: 'return', value: whole ? value : { kind: 'list', items: [value] } }];
}

const lowerExpressionStatement: Lower = (lowering, node) =>
  node.children.flatMap((child) => {
    if (child.type === 'assignment') return lowerAssignment(lowering, child);
    if (child.type === 'augmented_assignment') return lowerAugmented(lowering, child);
    if (child.type === 'yield') return lowerYield(lowering, child);
    return effect(lowerExpression(lowering, child));
  });

function lowerBlock(lowering: Lowering, node: SyntaxNode | undefined): Statement[] {
  return node ? lowerStatements(lowering, node.children) : [];
}

const lowerIf: Lower = (lowering, node) => {
  const conditions = [node, ...fieldsOf(node, 'alternative')].map((each) => fieldOf(each, 'condition'));
  const options = [lowerBlock(lowering, fieldOf(node, 'consequence'))];
  let otherwise = false;
  for (const alternative of fieldsOf(node, 'alternative')) {
    otherwise ||= alternative.type === 'else_clause';
    options.push(lowerBlock(lowering, fieldOf(alternative, 'consequence') ?? fieldOf(alternative, 'body')));
  }
  if (!otherwise) options.push([]);
  return [...conditions.flatMap((each) => effectOf(lowering, each)), { kind: 'branch', options }];
};

const lowerTry: Lower = (lowering, node) => {
  const body = lowerBlock(lowering, fieldOf(node, 'body'));
  const handlers = node.children
    .filter((child) => child.type.startsWith('except'))
    .map((child) => lowerBlock(lowering, child.children.at(-1)));
  const rest = node.children
    .filter((child) => child.type === 'else_clause' || child.type === 'finally_clause')
    .flatMap((child) => lowerBlock(lowering, child.children.at(-1)));
  return [...body, { kind: 'branch', options: [[], ...handlers] }, ...rest];
};

const lowerWith: Lower = (lowering, node) => {
  const items = node.children.find((child) => child.type === 'with_clause')?.children ?? [];
  const opened = items.flatMap((item): Statement[] => {
    const value = fieldOf(item, 'value') ?? item.children[0];
    if (!value) return [];
    const [opens, alias] =
      value.type === 'as_pattern' ? [value.children[0], value.children[1]] : [value, undefined];
    if (!opens) return [];
    const lowered = lowerExpression(lowering, opens);
    return alias
      ? [{ kind: 'assign', targets: [lowerExpression(lowering, alias)], value: lowered }]
      : effect(lowered);
  });
  return [...opened, ...lowerBlock(lowering, fieldOf(node, 'body'))];
};

const lowerFor: Lower = (lowering, node) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const loop: Statement = { kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) };
  if (left) loop.target = lowerExpression(lowering, left);
  if (right) loop.over = lowerExpression(lowering, right);
  return [loop, ...lowerBlock(lowering, fieldOf(node, 'alternative')?.children.at(-1))];
};

/** Names that a function assigns in its module. */
function globalsOf(lowering: Lowering, block: SyntaxNode): string[] {
  return block.children
    .filter((child) => child.type === 'global_statement')
    .flatMap((child) => child.children.map((name) => sourceOf(lowering, name)));
}

const lowerFunction =
  (decorators: Expression[]): Lower =>
  (lowering, node) => {
    const [name, parameters, block] = [
      fieldOf(node, 'name'),
      fieldOf(node, 'parameters'),
      fieldOf(node, 'body'),
    ];
    const around = lowering.yieldsOne;
    lowering.yieldsOne = decorators.length > 0;
    const body = lowerBlock(lowering, block);
    lowering.yieldsOne = around;
    const globals = block ? globalsOf(lowering, block) : [];
    return [
      {
        kind: 'function',
        name: name ? sourceOf(lowering, name) : '',
        parameters: parameters ? lowerParameters(lowering, parameters) : [],
        body,
        decorators,
        at: positionOf(lowering, node),
        ...(globals.length > 0 ? { globals } : {}),
      },
    ];
  };

/** Names of a class's body that are declared with a type. */
function declaredFields(lowering: Lowering, body: SyntaxNode | undefined): string[] {
  return (body?.children ?? []).flatMap((statement) => {
    const declared = statement.children.find(
      (child) => child.type === 'assignment' && fieldOf(child, 'type') !== undefined,
    );
    const left = declared ? fieldOf(declared, 'left') : undefined;
    return left?.type === 'identifier' ? [sourceOf(lowering, left)] : [];
  });
}

const lowerClass =
  (decorators: Expression[]): Lower =>
  (lowering, node) => {
    const [name, bases] = [fieldOf(node, 'name'), fieldOf(node, 'superclasses')];
    const fields = declaredFields(lowering, fieldOf(node, 'body'));
    return [
      {
        kind: 'class',
        name: name ? sourceOf(lowering, name) : '',
        bases: (bases?.children ?? [])
          .filter((child) => child.type !== 'keyword_argument')
          .map((child) => lowerExpression(lowering, child)),
        body: lowerBlock(lowering, fieldOf(node, 'body')),
        decorators,
        ...(fields.length > 0 ? { fields } : {}),
      },
    ];
  };

const lowerDecorated: Lower = (lowering, node) => {
  const decorators = node.children
    .filter((child) => child.type === 'decorator')
    .flatMap((child) => (child.children[0] ? [lowerExpression(lowering, child.children[0])] : []));
  const definition = fieldOf(node, 'definition');
  if (!definition) return [];
  return (definition.type === 'class_definition' ? lowerClass : lowerFunction)(decorators)(
    lowering,
    definition,
  );
};

function importedName(lowering: Lowering, node: SyntaxNode): { name: string; as?: string } {
  const [name, alias] = [fieldOf(node, 'name'), fieldOf(node, 'alias')];
  if (node.type === 'aliased_import' && name && alias)
    return { name: sourceOf(lowering, name), as: sourceOf(lowering, alias) };
  return { name: sourceOf(lowering, node) };
}

const lowerImport: Lower = (lowering, node) =>
  fieldsOf(node, 'name').map((child): ImportStatement => {
    const { name, as } = importedName(lowering, child);
    return { kind: 'import', module: name, level: 0, names: [], ...(as === undefined ? {} : { as }) };
  });

const lowerImportFrom: Lower = (lowering, node) => {
  const module = fieldOf(node, 'module_name');
  const text = module ? sourceOf(lowering, module) : '';
  const dots = /^\.*/.exec(text)?.[0].length ?? 0;
  const names = fieldsOf(node, 'name').map((child) => {
    const { name, as } = importedName(lowering, child);
    return { name, as: as ?? name };
  });
  if (node.children.some((child) => child.type === 'wildcard_import')) names.push({ name: '*', as: '*' });
  return [{ kind: 'import', module: text.slice(dots).trim(), level: dots, names }];
};

const LOWER: Readonly<Record<string, Lower>> = {
  expression_statement: lowerExpressionStatement,
  return_statement: (lowering, node) => {
    const value = node.children[0];
    return [{ kind: 'return', value: value ? lowerExpression(lowering, value) : null }];
  },
  if_statement: lowerIf,
  try_statement: lowerTry,
  with_statement: lowerWith,
  for_statement: lowerFor,
  while_statement: (lowering, node) => [
    ...effectOf(lowering, fieldOf(node, 'condition')),
    { kind: 'loop', body: lowerBlock(lowering, fieldOf(node, 'body')) },
  ],
  match_statement: (lowering, node) => [
    ...fieldsOf(node, 'subject').flatMap((subject) => effectOf(lowering, subject)),
    {
      kind: 'branch',
      options: [
        [],
        ...(fieldOf(node, 'body')?.children ?? []).map((each) =>
          lowerBlock(lowering, fieldOf(each, 'consequence')),
        ),
      ],
    },
  ],
  function_definition: lowerFunction([]),
  class_definition: lowerClass([]),
  decorated_definition: lowerDecorated,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  delete_statement: (lowering, node) =>
    node.children.map((child) => ({ kind: 'delete', target: lowerExpression(lowering, child) })),
  block: (lowering, node) => lowerBlock(lowering, node),
  ERROR: (lowering, node) => lowerBlock(lowering, node),
};

const SILENT: ReadonlySet<string> = new Set([
  'pass_statement',
  'break_statement',
  'continue_statement',
  'global_statement',
  'nonlocal_statement',
  'future_import_statement',
  'type_alias_statement',
]);

/** Lowers statements in order; a statement without a rule keeps the calls that it makes. */
export function lowerStatements(lowering: Lowering, nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node) => {
    const lowered = SILENT.has(node.type) ? [] : lowerStatement(lowering, node);
    return lowering.hoisted.length > 0 ? [...lowering.hoisted.splice(0), ...lowered] : lowered;
  });
}

function lowerStatement(lowering: Lowering, node: SyntaxNode): Statement[] {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  if (lower) return lower(lowering, node);
  const parts = node.children.map((child) => lowerExpression(lowering, child));
  return parts.length === 0 ? [] : effect({ kind: 'mix', parts }).filter(hasCall);
}
