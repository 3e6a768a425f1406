import type { Position } from '../../facts/position.js';
import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { callOf, constantOf, type Lowering, NOTHING, newLowering, positionOf } from './lowering.js';
import { lowerString } from './lowerString.js';
import { rGrammar } from './rGrammar.js';

const HOLE = /\{\{|\}\}|\{([^{}]*)\}/g;
const SHELL_HOLE = /\$\{([^{}]*)\}/g;

/** The code between braces, in the scope of the call. */
function lowerHole(lowering: Lowering, code: string, at: Position): Expression {
  const source = code.replace(/\*\s*$/, '').trim();
  const root = rGrammar.parse(source);
  const [only] = root?.children ?? [];
  if (!only || root?.children.length !== 1) return NOTHING;
  const inner = newLowering(lowering, source, () => at);
  const value = inner.expression(only);
  for (const name of inner.used.keys()) if (!lowering.used.has(name)) lowering.used.set(name, at[2]);
  return inner.before.length > 0 ? NOTHING : value;
}

function lowerTemplate(lowering: Lowering, text: string, pattern: RegExp, at: Position): Expression[] {
  const parts: Expression[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(constantOf(text.slice(from, match.index)));
    parts.push(match[1] === undefined ? constantOf(match[0].slice(0, 1)) : lowerHole(lowering, match[1], at));
    from = match.index + match[0].length;
  }
  return [...parts, constantOf(text.slice(from))];
}

/** `glue("{folder}/trips.csv")`: braces hold code. */
export function lowerGlue(lowering: Lowering, node: SyntaxNode, shell: boolean): Expression {
  const children = (fieldOf(node, 'arguments')?.children ?? []).filter((child) => child.type === 'argument');
  const parts = children.flatMap((child) => {
    const value = fieldOf(child, 'value');
    if (fieldOf(child, 'name') || !value) return [];
    if (value.type !== 'string') return [lowering.expression(value)];
    return lowerTemplate(
      lowering,
      lowerString(lowering, value),
      shell ? SHELL_HOLE : HOLE,
      positionOf(lowering, node),
    );
  });
  const given = children.flatMap((child) => {
    const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    return name && value && !lowering.text.slice(name.start, name.end).startsWith('.')
      ? [{ name: lowering.text.slice(name.start, name.end), value: lowering.expression(value) }]
      : [];
  });
  const text: Expression = { kind: 'text', parts };
  const call = callOf(lowering, node, '<glue>', [text]);
  if (given.length === 0) return call;
  // Values that are given by name are parameters of the template.
  const parameters = given.map(({ name }) => ({ name }));
  return { ...call, callee: { kind: 'lambda', parameters, body: text }, args: given };
}
