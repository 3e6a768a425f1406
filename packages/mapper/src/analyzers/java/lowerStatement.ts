import type { Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  effect,
  type JvmLowering,
  lowerField,
  partsOf,
  sourceOf,
  together,
  typedDefault,
} from './jvmLowering.js';
import { lowerClass } from './lowerClass.js';
import { lowerAssignment, lowerExpression } from './lowerExpression.js';
import { groupsOf } from './lowerSwitchValue.js';

type Lower = (lowering: JvmLowering, node: SyntaxNode) => Statement[];

const CLASSES = /^(class|interface|enum|record|annotation_type)_declaration$/;

function lowerOne(lowering: JvmLowering, node: SyntaxNode | undefined): Statement[] {
  return node ? lowerBlock(lowering, node.type === 'block' ? partsOf(node) : [node]) : [];
}

const lowerLocal: Lower = (lowering, node) => {
  const type = fieldOf(node, 'type');
  return fieldsOf(node, 'declarator').flatMap((declarator): Statement[] => {
    const [name, value] = [fieldOf(declarator, 'name'), fieldOf(declarator, 'value')];
    if (!name) return [];
    const declared = sourceOf(lowering, name);
    const given = value ? lowerExpression(lowering, value) : typedDefault(lowering, type, declared);
    lowering.locals.add(declared);
    return given && value
      ? [{ kind: 'assign', targets: [{ kind: 'name', name: declared }], value: given }]
      : [];
  });
};

const lowerIf: Lower = (lowering, node) => {
  const condition = effect(lowerField(lowering, node, 'condition'));
  const options = [
    lowerOne(lowering, fieldOf(node, 'consequence')),
    lowerOne(lowering, fieldOf(node, 'alternative')),
  ];
  return [...condition, { kind: 'branch', options }];
};

const lowerForEach: Lower = (lowering, node) => {
  const name = fieldOf(node, 'name');
  const declared = name ? sourceOf(lowering, name) : '';
  lowering.locals.add(declared);
  const over = lowerField(lowering, node, 'value');
  return [
    {
      kind: 'loop',
      target: { kind: 'name', name: declared },
      over,
      body: lowerOne(lowering, fieldOf(node, 'body')),
    },
  ];
};

const lowerLoop: Lower = (lowering, node) => {
  const before = fieldsOf(node, 'init').flatMap((each) => lowerBlock(lowering, [each]));
  const condition = fieldOf(node, 'condition');
  const asked = condition ? effect(lowerExpression(lowering, condition)) : [];
  return [...before, ...asked, { kind: 'loop', body: lowerOne(lowering, fieldOf(node, 'body')) }];
};

const lowerTry: Lower = (lowering, node) => {
  const resources = partsOf(fieldOf(node, 'resources') ?? { ...node, children: [] }).flatMap(
    (resource): Statement[] => {
      const [name, value] = [fieldOf(resource, 'name'), fieldOf(resource, 'value')];
      if (!name || !value) return [];
      const declared = sourceOf(lowering, name);
      lowering.locals.add(declared);
      return together(lowering, () => [
        {
          kind: 'assign',
          targets: [{ kind: 'name', name: declared }],
          value: lowerExpression(lowering, value),
        },
      ]);
    },
  );
  const body = lowerOne(lowering, fieldOf(node, 'body'));
  const clauses = partsOf(node).filter((child) => child.type === 'catch_clause');
  const handlers = clauses.map((clause) => lowerOne(lowering, fieldOf(clause, 'body')));
  const last = partsOf(node).find((child) => child.type === 'finally_clause');
  const rest = last ? lowerOne(lowering, partsOf(last)[0]) : [];
  return [
    ...resources,
    ...body,
    ...(handlers.length > 0 ? [{ kind: 'branch' as const, options: [[], ...handlers] }] : []),
    ...rest,
  ];
};

const lowerSwitch: Lower = (lowering, node) => [
  ...effect(lowerField(lowering, node, 'condition')),
  { kind: 'branch', options: [[], ...groupsOf(node).map((group) => lowerBlock(lowering, group))] },
];

const LOWER: Readonly<Record<string, Lower>> = {
  local_variable_declaration: lowerLocal,
  expression_statement: (lowering, node) =>
    partsOf(node).flatMap((child) => {
      if (child.type === 'assignment_expression') return [lowerAssignment(lowering, child)];
      return child.type === 'switch_expression'
        ? lowerSwitch(lowering, child)
        : effect(lowerExpression(lowering, child));
    }),
  switch_expression: lowerSwitch,
  if_statement: lowerIf,
  enhanced_for_statement: lowerForEach,
  for_statement: lowerLoop,
  while_statement: lowerLoop,
  do_statement: lowerLoop,
  try_statement: lowerTry,
  try_with_resources_statement: lowerTry,
  block: (lowering, node) => lowerBlock(lowering, partsOf(node)),
  synchronized_statement: (lowering, node) => lowerOne(lowering, fieldOf(node, 'body')),
  labeled_statement: (lowering, node) => lowerOne(lowering, partsOf(node).at(-1)),
  return_statement: (lowering, node) => {
    const value = partsOf(node)[0];
    return [{ kind: 'return', value: value ? lowerExpression(lowering, value) : null }];
  },
  throw_statement: (lowering, node) =>
    partsOf(node).flatMap((child) => effect(lowerExpression(lowering, child))),
};

function lowerStatement(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  if (CLASSES.test(node.type)) return lowerClass(lowering, node);
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower
    ? lower(lowering, node)
    : partsOf(node).flatMap((child) => effect(lowerExpression(lowering, child)));
}

/** Statements one after another, each behind those that must run before it. */
export function lowerBlock(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  return nodes.flatMap((node) => together(lowering, () => lowerStatement(lowering, node)));
}
