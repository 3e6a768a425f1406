import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerClass } from './lowerClass.js';
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
} from './lowering.js';
import { lowerParameters } from './lowerParameters.js';
import { lowerPipe } from './lowerPipe.js';
import { lowerString } from './lowerString.js';
import { argumentsOf, keyOf } from './lowerSubset.js';

const RENAMES = /^(names|colnames|setnames)$/;

interface Sides {
  target: SyntaxNode;
  value: SyntaxNode;
}

function sidesOf(lowering: Lowering, node: SyntaxNode): Sides | undefined {
  const [left, right] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  if (!left || !right) return undefined;
  return operatorOf(lowering, node).startsWith('-')
    ? { target: right, value: left }
    : { target: left, value: right };
}

function lowerSubsetTarget(lowering: Lowering, node: SyntaxNode): Expression | undefined {
  const [base, given] = [fieldOf(node, 'function'), argumentsOf(node)];
  const of = base ? lowerTarget(lowering, base) : undefined;
  const column = node.type === 'subset2' || given.length === 1 ? given[0] : given[1];
  if (!of || !column) return of;
  const key = keyOf(lowering.expression(column));
  const names = key.kind === 'constant' || key.kind === 'name' || node.type === 'subset2';
  return names ? { kind: 'index', of, key } : of;
}

/** What a value can be bound to; undefined for places that no rule knows. */
function lowerTarget(lowering: Lowering, node: SyntaxNode): Expression | undefined {
  const [left, right] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  if (node.type === 'identifier' || node.type === 'string') {
    const name = node.type === 'string' ? lowerString(lowering, node) : nameOf(lowering, node);
    lowering.given.add(name);
    return { kind: 'name', name };
  }
  if (node.type === 'subset' || node.type === 'subset2') return lowerSubsetTarget(lowering, node);
  if (node.type !== 'extract_operator' || !left || !right) return undefined;
  const of = lowerTarget(lowering, left);
  const name = nameOf(lowering, right);
  if (!of) return undefined;
  const own = of.kind === 'name' && /^(self|private|\.self)$/.test(of.name);
  if (own || node.operator === '@') return { kind: 'member', of: own ? ownObject(of.name) : of, name };
  return { kind: 'index', of, key: constantOf(name) };
}

/** `names(x) <- value` and its kin change the object that they are called on. */
function lowerReplacement(lowering: Lowering, target: SyntaxNode, value: Expression): Statement[] {
  const [called, object] = [fieldOf(target, 'function'), argumentsOf(target)[0]];
  const name = called ? nameOf(lowering, called) : '';
  const of = object ? lowerTarget(lowering, object) : undefined;
  if (!of || !RENAMES.test(name)) return [{ kind: 'do', value }];
  return [{ kind: 'assign', targets: [of], value: callOf(lowering, target, '<renamed>', [of, value]) }];
}

function lowerNamedFunction(lowering: Lowering, name: string, node: SyntaxNode): Statement[] {
  const parameters = masking(lowering, false, () => lowerParameters(lowering, node));
  const body = lowering.functionBody(fieldOf(node, 'body'));
  return [{ kind: 'function', name, parameters, body, decorators: [], at: positionOf(lowering, node) }];
}

/** `target <- value`, in all its spellings. */
export function lowerAssignment(lowering: Lowering, node: SyntaxNode): Statement[] {
  const sides = sidesOf(lowering, node);
  if (!sides) return [];
  const { target, value } = sides;
  const named = target.type === 'identifier' || target.type === 'string';
  if (named && value.type === 'function_definition') {
    const name = target.type === 'string' ? lowerString(lowering, target) : nameOf(lowering, target);
    lowering.given.add(name);
    return lowerNamedFunction(lowering, name, value);
  }
  const declared = named ? lowerClass(lowering, value, nameOf(lowering, target)) : undefined;
  if (declared) return declared;
  const given =
    operatorOf(lowering, node) === '%<>%' ? lowerPipe(lowering, node, '%>%') : lowering.expression(value);
  if (target.type === 'call') return lowerReplacement(lowering, target, given);
  const bound = lowerTarget(lowering, target);
  return bound ? [{ kind: 'assign', targets: [bound], value: given }] : [{ kind: 'do', value: given }];
}

/** An assignment in the place of an expression runs before it; its target stands for it. */
export function lowerAssigned(lowering: Lowering, node: SyntaxNode): Expression {
  const statements = lowerAssignment(lowering, node);
  lowering.before.push(...statements);
  const last = statements.at(-1);
  if (last?.kind === 'assign') return last.targets[0] ?? NOTHING;
  return last?.kind === 'function' || last?.kind === 'class' ? { kind: 'name', name: last.name } : NOTHING;
}
