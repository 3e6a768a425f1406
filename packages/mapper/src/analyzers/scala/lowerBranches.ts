import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, lowerField, NOTHING, partsOf, placeOf } from '../java/jvmLowering.js';
import type { Lower } from './lower.js';
import { lowerPattern } from './lowerPattern.js';

export interface Option {
  before: Statement[];
  value: Expression;
}

export function lowerOption(lowering: JvmLowering, lower: () => Expression): Option {
  const outer = lowering.before;
  lowering.before = [];
  const value = lower();
  const { before } = lowering;
  lowering.before = outer;
  return { before, value };
}

/** Any of the options; what they do on the way happens in branches that run before. */
export function either(lowering: JvmLowering, node: SyntaxNode, options: readonly Option[]): Expression {
  if (options.every(({ before }) => before.length === 0))
    return { kind: 'either', options: options.map(({ value }) => value) };
  const target: Expression = { kind: 'name', name: `<value ${node.start}>` };
  lowering.before.push({
    kind: 'branch',
    options: options.map(({ before, value }) => [...before, { kind: 'assign', targets: [target], value }]),
  });
  return target;
}

export const lowerIf: Lower = (lowering, node) => {
  const options = ['consequence', 'alternative'].map((field) =>
    lowerOption(lowering, () => lowerField(lowering, node, field)),
  );
  return either(lowering, node, options);
};

/** The clauses of a match over a value; the names of their patterns are bound first. */
export function lowerCase(lowering: JvmLowering, clause: SyntaxNode, value: Expression): Option {
  return lowerOption(lowering, () => {
    const [pattern, body] = [fieldOf(clause, 'pattern'), fieldOf(clause, 'body')];
    if (pattern) lowering.before.push(...lowerPattern(lowering, pattern, value));
    return body ? lowering.expression(body) : NOTHING;
  });
}

export const lowerMatch: Lower = (lowering, node) => {
  const value = lowerField(lowering, node, 'value');
  const clauses = partsOf(fieldOf(node, 'body') ?? { ...node, children: [] });
  return either(
    lowering,
    node,
    clauses.map((clause) => lowerCase(lowering, clause, value)),
  );
};

/** `{ case pattern => … }` is a function of one parameter. */
export const lowerCases: Lower = (lowering, node) => {
  const parameter = `<case ${node.start}>`;
  const name = `<cases ${node.start}>`;
  const options = partsOf(node).map((clause): Statement[] => {
    const { before, value } = lowerCase(lowering, clause, { kind: 'name', name: parameter });
    return [...before, { kind: 'return', value }];
  });
  lowering.before.push({
    kind: 'function',
    name,
    parameters: [{ name: parameter }],
    body: [{ kind: 'branch', options }],
    decorators: [],
    at: placeOf(node),
  });
  return { kind: 'name', name };
};
