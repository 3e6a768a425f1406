import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { argumentNode, calledName } from './calledName.js';
import { callOf, constantOf, type Lowering, NOTHING, nameOf, positionOf } from './lowering.js';
import { lowerString } from './lowerString.js';

const MODULE = '_targets.R';

function textOf(lowering: Lowering, node: SyntaxNode): string | undefined {
  if (node.type === 'string') return lowerString(lowering, node);
  return node.type === 'identifier' ? nameOf(lowering, node) : undefined;
}

/** A target is a task of its own: its command runs with the names of the other targets. */
function bindTarget(
  lowering: Lowering,
  node: SyntaxNode,
  graph: string,
  name: string,
  command: SyntaxNode,
): Expression {
  const body = lowering.functionBody(command);
  const [only] = body;
  const defined = `<function ${command.start}>`;
  const short = body.length === 1 && only?.kind === 'return' && only.value !== null;
  if (!short) {
    const at = positionOf(lowering, command);
    lowering.before.push({ kind: 'function', name: defined, parameters: [], body, decorators: [], at });
  }
  const callee: Expression =
    short && only?.kind === 'return' && only.value
      ? { kind: 'lambda', parameters: [], body: only.value }
      : { kind: 'name', name: defined };
  const target: Expression = { kind: 'name', name };
  lowering.given.add(name);
  const value = callOf(lowering, node, '<target>', [constantOf(graph), constantOf(name), callee]);
  lowering.before.push({ kind: 'assign', targets: [target], value });
  return target;
}

/** `tar_target(name, command)`. */
export const lowerTarget =
  (graph: string) =>
  (lowering: Lowering, node: SyntaxNode): Expression | undefined => {
    const [named, command] = [
      argumentNode(lowering, node, 0, 'name'),
      argumentNode(lowering, node, 1, 'command'),
    ];
    const name = named ? textOf(lowering, named) : undefined;
    return name !== undefined && command ? bindTarget(lowering, node, graph, name, command) : undefined;
  };

/** `drake_plan(name = command, …)`. */
export const lowerPlan =
  (graph: string) =>
  (lowering: Lowering, node: SyntaxNode): Expression => {
    for (const child of fieldOf(node, 'arguments')?.children ?? []) {
      const [name, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
      if (!value) continue;
      if (name) bindTarget(lowering, child, graph, nameOf(lowering, name), value);
      else if (calledName(lowering, value) === 'tar_target') lowerTarget(graph)(lowering, value);
    }
    return NOTHING;
  };

/** `tar_read(name)` answers what the target of the plan made; `tar_load(name)` sets the variable. */
export function lowerRead(lowering: Lowering, node: SyntaxNode): Expression | undefined {
  const named = argumentNode(lowering, node, 0, 'name', 'names');
  const name = named ? textOf(lowering, named) : undefined;
  if (name === undefined) return undefined;
  const loads = /load/.test(calledName(lowering, node));
  const as = loads ? name : `<target ${name}>`;
  lowering.given.add(as);
  lowering.before.push({ kind: 'import', module: MODULE, level: 0, names: [{ name, as }] });
  return { kind: 'name', name: as };
}

function targetOf(statement: Statement): string | undefined {
  if (statement.kind !== 'assign' || statement.value.kind !== 'call') return undefined;
  const { callee } = statement.value;
  const [target] = statement.targets;
  return callee.kind === 'name' && callee.name === '<target>' && target?.kind === 'name'
    ? target.name
    : undefined;
}

function namesIn(statement: Statement): Set<string> {
  return new Set(
    [...JSON.stringify(statement).matchAll(/"kind":"name","name":"([^"]*)"/g)].map((match) => match[1] ?? ''),
  );
}

/** Puts targets behind those whose names their commands use: a plan's order is not its file's. */
export function orderTargets(statements: readonly Statement[]): Statement[] {
  const plans = new Map<string, Statement>();
  for (const statement of statements) {
    const name = targetOf(statement);
    if (name !== undefined) plans.set(name, statement);
  }
  if (plans.size < 2) return [...statements];
  const bodies = new Map(
    statements.flatMap((each) => (each.kind === 'function' ? [[each.name, each] as const] : [])),
  );
  const placed = new Set<string>();
  const ordered: Statement[] = [];
  const place = (name: string, depth: number): void => {
    const statement = plans.get(name);
    if (!statement || placed.has(name)) return;
    placed.add(name);
    const used = [...namesIn(statement)].flatMap((each) => {
      const body = each.startsWith('<function') ? bodies.get(each) : undefined;
      return body ? [...namesIn(body)] : [each];
    });
    if (depth < 200) for (const each of used) place(each, depth + 1);
    ordered.push(statement);
  };
  for (const name of plans.keys()) place(name, 0);
  const first = statements.findIndex((each) => targetOf(each) !== undefined);
  const others = statements.filter((each) => targetOf(each) === undefined);
  const before = statements.slice(0, first);
  const definitions = others.filter((each) => each.kind === 'function' && !before.includes(each));
  const rest = others.filter((each) => !before.includes(each) && !definitions.includes(each));
  return [...before, ...definitions, ...ordered, ...rest];
}
