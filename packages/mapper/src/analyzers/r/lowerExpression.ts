import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerAssigned } from './lowerAssignment.js';
import { lowerCall } from './lowerCall.js';
import { lowerFormula } from './lowerFormula.js';
import {
  callOf,
  constantOf,
  type Lowering,
  masking,
  NOTHING,
  nameOf,
  operatorOf,
  ownObject,
  positionOf,
  sourceOf,
} from './lowering.js';
import { lowerParameters } from './lowerParameters.js';
import { lowerPipe } from './lowerPipe.js';
import { lowerString } from './lowerString.js';
import { lowerElement, lowerSubset } from './lowerSubset.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

const ASSIGNS = /^(<-|<<-|=|->|->>|:=|%<>%)$/;
const PIPES = /^(\|>|%>%|%T>%|%\$%|%!>%)$/;
const LONGEST_RANGE = 64;

function lowerField(lowering: Lowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

const lowerMix: Lower = (lowering, node) => ({
  kind: 'mix',
  parts: node.children.map((child) => lowerExpression(lowering, child)),
});

/** A bare name in a verb of the tidyverse: a column of the data, else a variable. */
const lowerIdentifier: Lower = (lowering, node) => {
  const name = nameOf(lowering, node);
  if (name === 'T' || name === 'F') return constantOf(name === 'T');
  const plain: Expression = { kind: 'name', name };
  if (!lowering.masked) {
    if (!lowering.used.has(name)) lowering.used.set(name, node.start);
    return plain;
  }
  if (name === '.data') return plain;
  // `..name` is the variable, in data.table.
  if (name.startsWith('..') && name.length > 2) return { kind: 'name', name: name.slice(2) };
  return callOf(lowering, node, '<column>', [{ kind: 'name', name: '.data' }, constantOf(name), plain]);
};

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replace(/[Li]$/, ''));
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

function rangeOf(left: Expression, right: Expression): Expression {
  const [from, to] = [left, right].map((each) => (each.kind === 'constant' ? each.value : undefined));
  const known = typeof from === 'number' && typeof to === 'number' && Number.isInteger(from);
  if (!known || to < from || to - from >= LONGEST_RANGE) return { kind: 'mix', parts: [left, right] };
  const length = Math.floor(to - from) + 1;
  return { kind: 'list', items: Array.from({ length }, (_each, index) => constantOf(from + index)) };
}

const lowerBinary: Lower = (lowering, node) => {
  const operator = operatorOf(lowering, node);
  if (PIPES.test(operator)) return lowerPipe(lowering, node, operator);
  if (ASSIGNS.test(operator)) return lowerAssigned(lowering, node);
  if (operator === '~') return lowerFormula(lowering, node);
  const [left, right] = [lowerField(lowering, node, 'lhs'), lowerField(lowering, node, 'rhs')];
  if (operator === ':') return rangeOf(left, right);
  return operator === '%||%'
    ? { kind: 'either', options: [left, right] }
    : { kind: 'mix', parts: [left, right] };
};

const lowerUnary: Lower = (lowering, node) => {
  const operator = node.operator ?? '';
  const inner = fieldOf(node, 'rhs');
  if (!inner) return NOTHING;
  if (operator === '~') return lowerFormula(lowering, node);
  if (operator === '?') return NOTHING;
  // `!!x` and `!!!x` take the variable, whatever the data holds.
  if (operator === '!' && inner.type === 'unary_operator' && inner.operator === '!')
    return masking(lowering, false, () => lowerInjected(lowering, inner));
  const value = lowerExpression(lowering, inner);
  if (operator === '-' && value.kind === 'constant' && typeof value.value === 'number')
    return constantOf(-value.value);
  return { kind: 'mix', parts: [value] };
};

function lowerInjected(lowering: Lowering, node: SyntaxNode): Expression {
  const inner = fieldOf(node, 'rhs');
  if (!inner) return NOTHING;
  return inner.type === 'unary_operator' && inner.operator === '!'
    ? lowerInjected(lowering, inner)
    : lowerExpression(lowering, inner);
}

/** A function without a name: an expression when its body is one, else a function that is defined just before. */
const lowerFunction: Lower = (lowering, node) => {
  const parameters = lowerParameters(lowering, node);
  const body = lowering.functionBody(fieldOf(node, 'body'));
  const [only] = body;
  // A function that calls others is defined by name: it counts even when nothing calls it.
  const plain = !JSON.stringify(body).includes('"kind":"call"');
  if (plain && body.length === 1 && only?.kind === 'return' && only.value)
    return { kind: 'lambda', parameters, body: only.value };
  const name = `<function ${node.start}>`;
  const at = positionOf(lowering, node);
  lowering.before.push({ kind: 'function', name, parameters, body, decorators: [], at });
  return { kind: 'name', name };
};

/** A block in the place of an expression: its statements run before, its last value stands for it. */
const lowerBraces: Lower = (lowering, node) => {
  const last = node.children.at(-1);
  if (!last) return NOTHING;
  const earlier = lowering.block(node.children.slice(0, -1));
  lowering.before.push(...earlier);
  return lowerExpression(lowering, last);
};

function lowerOption(
  lowering: Lowering,
  node: SyntaxNode | undefined,
): { before: Statement[]; value: Expression } {
  const outer = lowering.before;
  lowering.before = [];
  const value = node ? lowerExpression(lowering, node) : NOTHING;
  const { before } = lowering;
  lowering.before = outer;
  return { before, value };
}

const lowerIf: Lower = (lowering, node) => {
  const condition = lowerField(lowering, node, 'condition');
  if (JSON.stringify(condition).includes('"kind":"call"'))
    lowering.before.push({ kind: 'do', value: condition });
  const options = [fieldOf(node, 'consequence'), fieldOf(node, 'alternative')].map((each) =>
    lowerOption(lowering, each),
  );
  if (options.every(({ before }) => before.length === 0))
    return { kind: 'either', options: options.map(({ value }) => value) };
  const target: Expression = { kind: 'name', name: `<if ${node.start}>` };
  lowering.before.push({
    kind: 'branch',
    options: options.map(({ before, value }) => [...before, { kind: 'assign', targets: [target], value }]),
  });
  return target;
};

const lowerStatements: Lower = (lowering, node) => {
  lowering.before.push(...lowering.block([node]));
  return NOTHING;
};

const lowerMember: Lower = (lowering, node) => {
  const rhs = fieldOf(node, 'rhs');
  const of = lowerField(lowering, node, 'lhs');
  if (!rhs) return of;
  const name = rhs.type === 'string' ? lowerString(lowering, rhs) : nameOf(lowering, rhs);
  if (of.kind === 'name' && of.name === 'py') return { kind: 'name', name };
  const own = of.kind === 'name' && /^(self|private|super|\.self|this)$/.test(of.name);
  if (own || node.operator === '@') return { kind: 'member', of: own ? ownObject(of.name) : of, name };
  return callOf(lowering, node, '$', [of, constantOf(name)]);
};

/** Packages whose functions have names that mean something else elsewhere. */
const QUALIFIED: ReadonlySet<string> = new Set([
  'config',
  'fs',
  'rio',
  'here',
  'keras',
  'box',
  'yaml',
  'brulee',
]);

const lowerNamespaced: Lower = (lowering, node) => {
  const [owner, member] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  const name = member ? nameOf(lowering, member) : '';
  const prefix = owner ? nameOf(lowering, owner) : '';
  return { kind: 'name', name: QUALIFIED.has(prefix) ? `${prefix}::${name}` : name };
};

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerIdentifier,
  dots: () => ({ kind: 'name', name: '...' }),
  dot_dot_i: () => ({ kind: 'name', name: '...' }),
  string: (lowering, node) => constantOf(lowerString(lowering, node)),
  float: lowerNumber,
  integer: lowerNumber,
  complex: () => NOTHING,
  true: () => constantOf(true),
  false: () => constantOf(false),
  null: () => constantOf(null),
  na: () => constantOf(null),
  nan: () => constantOf(null),
  inf: () => NOTHING,
  call: (lowering, node) => lowerCall(lowering, node),
  subset: lowerSubset,
  subset2: lowerElement,
  extract_operator: lowerMember,
  namespace_operator: lowerNamespaced,
  binary_operator: lowerBinary,
  unary_operator: lowerUnary,
  function_definition: lowerFunction,
  braced_expression: lowerBraces,
  if_statement: lowerIf,
  for_statement: lowerStatements,
  while_statement: lowerStatements,
  repeat_statement: lowerStatements,
  parenthesized_expression: (lowering, node) => lowerField(lowering, node, 'body'),
  comma: () => NOTHING,
  break: () => NOTHING,
  next: () => NOTHING,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: Lowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
