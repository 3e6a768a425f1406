import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, masking, NOTHING, nameOf, positionOf } from './lowering.js';
import { lowerSelection } from './lowerSelection.js';

/** Values of the arguments, by position; undefined where one is left empty, as in `x[, 1]`. */
export function argumentsOf(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const slots: { value?: SyntaxNode | undefined; named?: true }[] = [{}];
  for (const child of fieldOf(node, 'arguments')?.children ?? []) {
    if (child.type === 'comma') slots.push({});
    else if (child.type === 'argument')
      slots[slots.length - 1] = fieldOf(child, 'name') ? { named: true } : { value: fieldOf(child, 'value') };
  }
  return slots.filter(({ named }) => !named).map(({ value }) => value);
}

/** Positions count from 1. */
export function keyOf(key: Expression): Expression {
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 1
    ? { kind: 'constant', value: key.value - 1 }
    : key;
}

/** `x[[key]]`. */
export function lowerElement(lowering: Lowering, node: SyntaxNode): Expression {
  const [base, key] = [fieldOf(node, 'function'), argumentsOf(node)[0]];
  const of = base ? lowering.expression(base) : NOTHING;
  return key ? { kind: 'index', of, key: keyOf(lowering.expression(key)) } : of;
}

function lambda(body: Expression): Expression {
  return { kind: 'lambda', parameters: [{ name: '.data' }], body };
}

/** An expression whose bare names may be columns of the data. */
export function lowerMasked(lowering: Lowering, node: SyntaxNode): Expression {
  const body = masking(lowering, true, () => lowering.expression(node));
  return body.kind === 'constant' ? body : lambda(body);
}

const LISTS = /^(\.|list|c)$/;

function isCallOf(lowering: Lowering, node: SyntaxNode, names: RegExp): boolean {
  const called = fieldOf(node, 'function');
  return node.type === 'call' && called !== undefined && names.test(nameOf(lowering, called));
}

/** `.(total = sum(x))`: named columns, each of an expression over the data. */
function lowerComputed(lowering: Lowering, node: SyntaxNode): Argument[] {
  return (fieldOf(node, 'arguments')?.children ?? []).flatMap((child): Argument[] => {
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    if (!value) return [];
    const named = name
      ? nameOf(lowering, name)
      : value.type === 'identifier'
        ? nameOf(lowering, value)
        : undefined;
    const lowered = lowerMasked(lowering, value);
    return [named === undefined ? { value: lowered } : { name: named, value: lowered }];
  });
}

/** `columns := value` of data.table. */
function lowerDefined(lowering: Lowering, node: SyntaxNode): Argument[] {
  const [left, right] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  if (!left || !right) return [];
  return [
    { name: '<defined>', value: lowerSelection(lowering, left) },
    { name: '<value>', value: lowerMasked(lowering, right) },
  ];
}

export function isDefinition(node: SyntaxNode): boolean {
  return argumentsOf(node).some((each) => each?.operator === ':=');
}

function lowerColumns(lowering: Lowering, node: SyntaxNode): Argument[] {
  if (node.operator === ':=') return lowerDefined(lowering, node);
  if (isCallOf(lowering, node, LISTS) && !isCallOf(lowering, node, /^c$/))
    return [
      { name: '<computed>', value: { kind: 'constant', value: true } },
      ...lowerComputed(lowering, node),
    ];
  return [{ name: '<columns>', value: lowerMasked(lowering, node) }];
}

/** `x[rows, columns, by = keys]` of vectors, data frames and data tables. */
export function lowerSubset(lowering: Lowering, node: SyntaxNode): Expression {
  const base = fieldOf(node, 'function');
  const of = base ? lowering.expression(base) : NOTHING;
  const [rows, columns] = argumentsOf(node);
  const alone = argumentsOf(node).length === 1;
  const args: Argument[] = [{ value: of }];
  if (rows) args.push({ name: alone ? '<only>' : '<rows>', value: lowerMasked(lowering, rows) });
  if (columns) args.push(...lowerColumns(lowering, columns));
  for (const child of fieldOf(node, 'arguments')?.children ?? []) {
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    if (!name || !value) continue;
    if (/^(by|keyby)$/.test(nameOf(lowering, name)))
      args.push({ name: '<by>', value: lowerSelection(lowering, value) });
    else if (nameOf(lowering, name) === 'j') args.push(...lowerColumns(lowering, value));
  }
  return { kind: 'call', callee: { kind: 'name', name: '[' }, args, at: positionOf(lowering, node) };
}
