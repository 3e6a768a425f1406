import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  constantOf,
  freshName,
  type JavascriptLowering,
  nameOf,
  plainName,
  sourceOf,
} from './javascriptLowering.js';
import { lowerClass } from './lowerClass.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerFunction } from './lowerFunction.js';
import { exportedNames, lowerExport, lowerImport } from './lowerModules.js';
import { bindPattern } from './lowerPattern.js';

type Lower = (lowering: JavascriptLowering, node: SyntaxNode) => Statement[];

const HOISTED = /^(function_declaration|generator_function_declaration|import_statement)$/;

function hasCall(value: Expression): boolean {
  return JSON.stringify(value).includes('"kind":"call"');
}

/** Statements in order: imports and functions first, as the language has it; each after what its expressions need. */
export function lowerStatements(lowering: JavascriptLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const isHoisted = (node: SyntaxNode): boolean => {
    const inner = node.type === 'export_statement' ? fieldOf(node, 'declaration') : node;
    return (
      inner !== undefined &&
      HOISTED.test(inner.type) &&
      !/^export\s+default/.test(sourceOf(lowering, node).slice(0, 20))
    );
  };
  const ordered = [...nodes.filter(isHoisted), ...nodes.filter((node) => !isHoisted(node))];
  const statements: Statement[] = [];
  for (const node of ordered) {
    const outer = lowering.before;
    lowering.before = [];
    const own = lowerStatement(lowering, node);
    for (const each of [...lowering.before, ...own]) statements.push(each);
    lowering.before = outer;
  }
  return statements;
}

function lowerBlock(lowering: JavascriptLowering, node: SyntaxNode | undefined): Statement[] {
  if (!node) return [];
  const isBlock = /^(statement_block|else_clause|program|switch_case|switch_default|finally_clause)$/.test(
    node.type,
  );
  return lowerStatements(lowering, isBlock ? node.children : [node]);
}

const lowerDeclaration: Lower = (lowering, node) =>
  node.children
    .filter((child) => child.type === 'variable_declarator')
    .flatMap((child): Statement[] => {
      const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
      if (!name) return [];
      const bound = bindPattern(lowering, name, value ? lowerExpression(lowering, value) : constantOf(null));
      const before = lowering.before;
      lowering.before = [];
      return [...before, ...bound];
    });

const lowerExpressionStatement: Lower = (lowering, node) => {
  const [inner] = node.children;
  if (!inner) return [];
  if (inner.type === 'assignment_expression') {
    const [left, right] = [fieldOf(inner, 'left'), fieldOf(inner, 'right')];
    if (!left || !right) return [];
    const value = lowerExpression(lowering, right);
    const names =
      left.type === 'member_expression' ? exportedNames(lowerExpression(lowering, left), value) : [];
    return names.length > 0 ? names : bindPattern(lowering, left, value);
  }
  const value = lowerExpression(lowering, inner);
  return hasCall(value) ? [{ kind: 'do', value }] : [];
};

const lowerIf: Lower = (lowering, node) => {
  const condition = fieldOf(node, 'condition');
  const tested = condition ? lowerExpression(lowering, condition) : constantOf(null);
  const options = [
    lowerBlock(lowering, fieldOf(node, 'consequence')),
    lowerBlock(lowering, fieldOf(node, 'alternative')),
  ];
  return [...(hasCall(tested) ? [{ kind: 'do' as const, value: tested }] : []), { kind: 'branch', options }];
};

const lowerTry: Lower = (lowering, node) => {
  const [handler, finalizer] = [fieldOf(node, 'handler'), fieldOf(node, 'finalizer')];
  return [
    ...lowerBlock(lowering, fieldOf(node, 'body')),
    { kind: 'branch', options: [[], lowerBlock(lowering, handler ? fieldOf(handler, 'body') : undefined)] },
    ...(finalizer ? lowerBlock(lowering, fieldOf(finalizer, 'body')) : []),
  ];
};

const lowerForIn: Lower = (lowering, node) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (!left || !right) return [];
  const over = lowerExpression(lowering, right);
  const simple = left.type === 'identifier';
  const item = simple ? sourceOf(lowering, left) : freshName(lowering, 'item');
  const opening = simple ? [] : bindPattern(lowering, left, plainName(item));
  const target = simple ? nameOf(lowering, item) : plainName(item);
  return [{ kind: 'loop', target, over, body: [...opening, ...lowerBlock(lowering, fieldOf(node, 'body'))] }];
};

const lowerLoop: Lower = (lowering, node) => {
  const [initializer, condition] = [fieldOf(node, 'initializer'), fieldOf(node, 'condition')];
  const first = initializer ? lowerStatement(lowering, initializer) : [];
  const tested =
    condition && condition.type !== ';' ? lowerExpression(lowering, condition) : constantOf(null);
  const effects: Statement[] = hasCall(tested) ? [{ kind: 'do', value: tested }] : [];
  return [...first, { kind: 'loop', body: [...effects, ...lowerBlock(lowering, fieldOf(node, 'body'))] }];
};

const lowerSwitch: Lower = (lowering, node) => {
  const cases = fieldOf(node, 'body')?.children ?? [];
  const options = cases.map((each) => lowerStatements(lowering, fieldsOf(each, 'body')));
  return [{ kind: 'branch', options: [[], ...options] }];
};

const lowerReturn: Lower = (lowering, node) => {
  const [value] = node.children;
  return [{ kind: 'return', value: value ? lowerExpression(lowering, value) : null }];
};

const lowerNamedFunction: Lower = (lowering, node) => {
  const name = fieldOf(node, 'name');
  return [lowerFunction(lowering, node, name ? sourceOf(lowering, name) : freshName(lowering, 'function'))];
};

const lowerNamedClass: Lower = (lowering, node) => {
  const name = fieldOf(node, 'name');
  return [lowerClass(lowering, node, name ? sourceOf(lowering, name) : freshName(lowering, 'class'))];
};

/** An enumeration is a dictionary of its values. */
const lowerEnum: Lower = (lowering, node) => {
  const name = fieldOf(node, 'name');
  const members = (fieldOf(node, 'body')?.children ?? []).filter((each) => each.type === 'enum_assignment');
  const entries = members.flatMap((member): [Expression, Expression][] => {
    const [key, value] = [fieldOf(member, 'name'), fieldOf(member, 'value')];
    return key && value
      ? [[constantOf(sourceOf(lowering, key).replace(/["']/g, '')), lowerExpression(lowering, value)]]
      : [];
  });
  return name ? [assigned(sourceOf(lowering, name), { kind: 'dict', entries })] : [];
};

const lowerNamespace: Lower = (lowering, node) => {
  const [inner] = node.children;
  return lowerBlock(lowering, fieldOf(node, 'body') ?? (inner ? fieldOf(inner, 'body') : undefined));
};

const lowerDo: Lower = (lowering, node) => {
  const value = lowerExpression(lowering, node);
  return hasCall(value) ? [{ kind: 'do', value }] : [];
};

const LOWER: Readonly<Record<string, Lower>> = {
  import_statement: lowerImport,
  export_statement: (lowering, node) =>
    lowerExport(lowering, node, (nodes) => lowerDecorated(lowering, nodes)),
  lexical_declaration: lowerDeclaration,
  variable_declaration: lowerDeclaration,
  expression_statement: lowerExpressionStatement,
  if_statement: lowerIf,
  try_statement: lowerTry,
  for_in_statement: lowerForIn,
  for_statement: lowerLoop,
  while_statement: lowerLoop,
  do_statement: lowerLoop,
  switch_statement: lowerSwitch,
  return_statement: lowerReturn,
  throw_statement: () => [],
  function_declaration: lowerNamedFunction,
  generator_function_declaration: lowerNamedFunction,
  class_declaration: lowerNamedClass,
  abstract_class_declaration: lowerNamedClass,
  enum_declaration: lowerEnum,
  internal_module: lowerNamespace,
  module: lowerNamespace,
  statement_block: lowerBlock,
  labeled_statement: (lowering, node) => lowerBlock(lowering, fieldOf(node, 'body')),
  ERROR: (lowering, node) => lowerStatements(lowering, node.children),
  interface_declaration: () => [],
  type_alias_declaration: () => [],
  ambient_declaration: () => [],
  function_signature: () => [],
  empty_statement: () => [],
  call_expression: lowerDo,
};

/** Decorators that stand before an exported class belong to it. */
function lowerDecorated(lowering: JavascriptLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const declaration = nodes.at(-1);
  if (!declaration) return [];
  const name = fieldOf(declaration, 'name');
  if (nodes.length > 1 && /class/.test(declaration.type))
    return [
      lowerClass(lowering, declaration, name ? sourceOf(lowering, name) : 'default', nodes.slice(0, -1)),
    ];
  return lowerStatement(lowering, declaration);
}

/** Lowers one statement; what has no rule does nothing that carries data. */
function lowerStatement(lowering: JavascriptLowering, node: SyntaxNode): Statement[] {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower ? lower(lowering, node) : [];
}
