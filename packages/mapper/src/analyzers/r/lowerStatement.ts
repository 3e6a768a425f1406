import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { calledName } from './calledName.js';
import { lowerAssignment } from './lowerAssignment.js';
import { lowerClass } from './lowerClass.js';
import { lowerExpression } from './lowerExpression.js';
import { type Lowering, masking, nameOf, operatorOf } from './lowering.js';
import { isDefinition } from './lowerSubset.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Statement[];

const ASSIGNS = /^(<-|<<-|=|->|->>|%<>%)$/;
const LOOPS = /^(for|while|repeat)_statement$/;

/** A bare name or constant as a statement does nothing that matters here. */
function effect(value: Expression): Statement[] {
  return value.kind === 'constant' || value.kind === 'name' || value.kind === 'lambda'
    ? []
    : [{ kind: 'do', value }];
}

/** Lowers with a list of its own for statements that must run first. */
function together(lowering: Lowering, lower: () => Statement[]): Statement[] {
  const outer = lowering.before;
  lowering.before = [];
  const statements = lower();
  const all = [...lowering.before, ...statements];
  lowering.before = outer;
  return all;
}

function lowerLoop(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [variable, sequence, body] = [
    fieldOf(node, 'variable'),
    fieldOf(node, 'sequence'),
    fieldOf(node, 'body'),
  ];
  const condition = fieldOf(node, 'condition');
  const before = condition ? effect(lowerExpression(lowering, condition)) : [];
  const loop: Statement = { kind: 'loop', body: [] };
  if (sequence) loop.over = lowerExpression(lowering, sequence);
  if (variable) {
    const name = nameOf(lowering, variable);
    lowering.given.add(name);
    loop.target = { kind: 'name', name };
  }
  if (body) loop.body = lowerBlock(lowering, [body]);
  return [...before, loop];
}

function lowerBranch(lowering: Lowering, node: SyntaxNode, lower: Lower): Statement[] {
  const condition = fieldOf(node, 'condition');
  const before = condition ? effect(lowerExpression(lowering, condition)) : [];
  const options = [fieldOf(node, 'consequence'), fieldOf(node, 'alternative')].map((each) =>
    each ? lower(lowering, each) : [],
  );
  return [...before, { kind: 'branch', options }];
}

/** `dt[, column := value]` changes `dt`. */
function lowerDefinition(lowering: Lowering, node: SyntaxNode): Statement[] {
  const base = fieldOf(node, 'function');
  const value = lowerExpression(lowering, node);
  return base?.type === 'identifier'
    ? [{ kind: 'assign', targets: [{ kind: 'name', name: nameOf(lowering, base) }], value }]
    : effect(value);
}

function lowerReturn(lowering: Lowering, node: SyntaxNode): Statement[] {
  const given = fieldOf(node, 'arguments')?.children.find((child) => child.type === 'argument');
  const value = given ? fieldOf(given, 'value') : undefined;
  return [{ kind: 'return', value: value ? lowerExpression(lowering, value) : null }];
}

function lowerStatement(lowering: Lowering, node: SyntaxNode): Statement[] {
  if (node.type === 'braced_expression') return lowerBlock(lowering, node.children);
  if (node.type === 'if_statement')
    return lowerBranch(lowering, node, (inner, each) => lowerBlock(inner, [each]));
  if (LOOPS.test(node.type)) return lowerLoop(lowering, node);
  if (node.type === 'binary_operator' && ASSIGNS.test(operatorOf(lowering, node)))
    return lowerAssignment(lowering, node);
  if (node.type === 'call') {
    if (calledName(lowering, node) === 'return') return lowerReturn(lowering, node);
    const declared = lowerClass(lowering, node, '');
    if (declared) return declared;
  }
  if (node.type === 'subset' && isDefinition(node)) return lowerDefinition(lowering, node);
  return effect(lowerExpression(lowering, node));
}

/** Statements one after another, each behind those that must run before it. */
export function lowerBlock(lowering: Lowering, nodes: readonly SyntaxNode[]): Statement[] {
  return masking(lowering, false, () =>
    nodes.flatMap((node) => together(lowering, () => lowerStatement(lowering, node))),
  );
}

/** The last statement of a function gives its value. */
function lowerTail(lowering: Lowering, node: SyntaxNode): Statement[] {
  if (node.type === 'braced_expression') {
    const last = node.children.at(-1);
    const earlier = lowerBlock(lowering, node.children.slice(0, -1));
    return last ? [...earlier, ...lowerTail(lowering, last)] : [];
  }
  return together(lowering, () => {
    if (node.type === 'if_statement') return lowerBranch(lowering, node, lowerTail);
    if (LOOPS.test(node.type)) return lowerLoop(lowering, node);
    if (node.type === 'call' && calledName(lowering, node) === 'return') return lowerReturn(lowering, node);
    return [{ kind: 'return', value: lowerExpression(lowering, node) }];
  });
}

/** The body of a function, ending in what it answers. */
export function lowerFunctionBody(lowering: Lowering, body: SyntaxNode | undefined): Statement[] {
  return body ? masking(lowering, false, () => lowerTail(lowering, body)) : [];
}
