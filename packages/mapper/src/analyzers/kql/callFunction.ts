import { childOf, childrenOf, type KqlNode } from './kqlNode.js';
import type { KqlReader } from './kqlReader.js';
import { type KqlBinding, KqlScope } from './kqlScope.js';
import { readScalar, textOf } from './readScalar.js';
import { absorbRows, emptyRelation, type Relation } from './relation.js';

const MAXIMUM_DEPTH = 6;

type FunctionBinding = Extract<KqlBinding, { kind: 'function' }>;

function parameterName(parameter: KqlNode): string {
  const declared = childOf(parameter, 'NameAndType');
  return (declared ? childOf(declared, 'Name') : childOf(parameter, 'Name'))?.text ?? '';
}

/** A parameter of a table's type, as `T:(*)` or `T:(a:string)`. */
function isTabular(parameter: KqlNode): boolean {
  const declared = childOf(parameter, 'NameAndType');
  return declared?.children.some((child) => child.type === 'SchemaTypeExpression') ?? false;
}

function bindingOf(
  reader: KqlReader,
  parameter: KqlNode,
  given: KqlNode | undefined,
  scope: KqlScope,
): KqlBinding {
  const fallback = childOf(parameter, 'DefaultValue');
  const value = given ?? (fallback ? childOf(fallback, 'Value') : undefined);
  if (isTabular(parameter))
    return { kind: 'table', relation: given ? reader.rules.tabular(reader, given, scope) : emptyRelation() };
  const text = textOf(value, scope);
  if (text !== undefined) return { kind: 'text', text };
  const relation = emptyRelation();
  absorbRows(relation, readScalar(reader, value, emptyRelation(), scope, true).rows);
  return { kind: 'scalar', relation };
}

function argumentFor(parameter: KqlNode, index: number, given: readonly KqlNode[]): KqlNode | undefined {
  const name = parameterName(parameter);
  const named = given.find(
    (each) => each.type === 'SimpleNamedExpression' && childOf(each, 'Name')?.text === name,
  );
  if (named) return childOf(named, 'Expression');
  const positional = given[index];
  return positional?.type === 'SimpleNamedExpression' ? undefined : positional;
}

/** Calls a function of the query: its body is read with what is given for its parameters. `input` comes from `invoke`. */
export function callFunction(
  reader: KqlReader,
  binding: FunctionBinding,
  given: readonly KqlNode[],
  scope: KqlScope,
  input?: Relation,
): Relation {
  binding.called = true;
  if (reader.depth >= MAXIMUM_DEPTH) return emptyRelation();
  const inner = new KqlScope(binding.scope);
  const [first, ...others] = binding.parameters;
  const parameters = input && first ? others : binding.parameters;
  if (input && first) inner.names.set(parameterName(first), { kind: 'table', relation: input });
  for (const [index, parameter] of parameters.entries()) {
    const argument = argumentFor(parameter, index, given);
    inner.names.set(parameterName(parameter), bindingOf(reader, parameter, argument, scope));
  }
  reader.depth += 1;
  const result = reader.rules.body(reader, binding.body, inner);
  reader.depth -= 1;
  return result;
}

/** Parameters of a function's declaration. */
export function parametersOf(declaration: KqlNode): KqlNode[] {
  const list = childOf(declaration, 'Parameters');
  return list ? childrenOf(list, 'Parameters') : [];
}
