import { callFunction } from './callFunction.js';
import { childOf, childrenOf, type KqlNode } from './kqlNode.js';
import { type KqlPlace, placeOfFunction } from './kqlPlace.js';
import type { KqlReader } from './kqlReader.js';
import { KqlScope } from './kqlScope.js';
import { applyOperator } from './readOperator.js';
import { argumentsOf, functionName, readScalar, textOf } from './readScalar.js';
import { absorb, absorbRows, addOrigins, emptyRelation, type Relation } from './relation.js';

/** Functions whose argument names what they read. */
const NAMING = /^(table|external_table|materialized_view|stored_query_result)$/i;

/** Outside of any table a bare name or an unknown function can only be a table. */
function isSource(reader: KqlReader, node: KqlNode, scope: KqlScope): boolean {
  if (node.type === 'NameReference') return scope.get(node.text ?? '') === undefined;
  return node.type === 'FunctionCallExpression' && !reader.isScalar(functionName(node));
}

/** Reads the tables among the arguments of a function whose body is elsewhere. */
function readArguments(reader: KqlReader, node: KqlNode, scope: KqlScope, into: Relation): Relation {
  for (const argument of argumentsOf(node)) {
    if (isSource(reader, argument, scope)) {
      absorbRows(into, readTabular(reader, argument, scope));
      continue;
    }
    const { rows } = readScalar(reader, argument, emptyRelation(), scope, true);
    absorbRows(into, rows);
  }
  return into;
}

function readNamed(reader: KqlReader, node: KqlNode, scope: KqlScope, place: KqlPlace): Relation {
  const name = textOf(argumentsOf(node)[0], scope);
  if (name !== undefined) return reader.table(node, name, place);
  reader.unresolved(node, `${functionName(node)}() is given a name that is not a constant`);
  return emptyRelation();
}

/** A call where a table is expected: a function of the query, a place, or a function that the database stores. */
function readCall(reader: KqlReader, node: KqlNode, scope: KqlScope, place: KqlPlace = {}): Relation {
  const name = functionName(node);
  const binding = scope.get(name);
  if (binding?.kind === 'function') return callFunction(reader, binding, argumentsOf(node), scope);
  if (NAMING.test(name)) return readNamed(reader, node, scope, place);
  if (/^_GetWatchlist$/i.test(name)) {
    const alias = textOf(argumentsOf(node)[0], scope);
    if (alias !== undefined) return reader.table(node, `watchlist/${alias}`, place);
  }
  if (place.namespace === undefined && place.database === undefined && reader.isScalar(name)) {
    const { rows, origins } = readScalar(reader, node, emptyRelation(), scope);
    const value = emptyRelation();
    addOrigins(value, name, origins);
    absorbRows(value, rows);
    return value;
  }
  return readArguments(reader, node, scope, reader.table(childOf(node, 'Name') ?? node, name, place));
}

function readName(reader: KqlReader, node: KqlNode, scope: KqlScope, place?: KqlPlace): Relation {
  const name = node.text ?? '';
  const binding = place ? undefined : scope.get(name);
  if (binding?.kind === 'function') return callFunction(reader, binding, [], scope);
  if (binding?.kind === 'table' || binding?.kind === 'scalar') return binding.relation;
  if (binding) return emptyRelation();
  if (/^\{.*\}$/.test(name)) {
    reader.unresolved(node, `the parameter ${name} names the table`);
    return emptyRelation();
  }
  if (name === '*') {
    reader.unresolved(node, 'a union of every table of the database');
    return emptyRelation();
  }
  return reader.table(node, name, place);
}

/** Where a path has led, if the node is no more than a path: `cluster('c')`, `cluster('c').database('d')`, an alias of one. */
export function readPlace(
  node: KqlNode | undefined,
  scope: KqlScope,
  from: KqlPlace = {},
): KqlPlace | undefined {
  if (node?.type === 'PathExpression') {
    const place = readPlace(childOf(node, 'Expression'), scope, from);
    return place && readPlace(childOf(node, 'Selector'), scope, place);
  }
  if (node?.type === 'NameReference') {
    const binding = scope.get(node.text ?? '');
    return binding?.kind === 'place' ? binding.place : undefined;
  }
  if (node?.type !== 'FunctionCallExpression') return undefined;
  const [argument] = argumentsOf(node);
  const known = textOf(argument, scope);
  const alias = argument?.type === 'NameReference' ? scope.get(argument.text ?? '') : undefined;
  if (functionName(node) === 'database' && alias?.kind === 'place') return alias.place;
  const held = argument?.type === 'NameReference' ? `{${argument.text ?? 'value'}}` : '{value}';
  return placeOfFunction(functionName(node), known ?? (argument ? held : ''), from);
}

function readPath(reader: KqlReader, node: KqlNode, scope: KqlScope): Relation {
  const place = readPlace(childOf(node, 'Expression'), scope);
  const selector = childOf(node, 'Selector');
  if (!place || !selector) {
    reader.unresolved(node, 'the path to a table does not start with a known place');
    return emptyRelation();
  }
  if (selector.type === 'FunctionCallExpression') return readCall(reader, selector, scope, place);
  return readName(reader, selector, scope, place);
}

function readExternalData(reader: KqlReader, node: KqlNode, scope: KqlScope): Relation {
  const relation = emptyRelation();
  for (const uri of childrenOf(node, 'URIs')) {
    const known = textOf(uri, scope);
    if (known !== undefined) absorb(relation, reader.location(uri, known));
    else reader.unresolved(uri, 'externaldata is given a location that is not a constant');
  }
  return namedColumns(node, relation);
}

/** Columns that a schema lists, each from the same column of what is read. */
function namedColumns(node: KqlNode, from: Relation): Relation {
  const relation = emptyRelation();
  for (const { children } of childrenOf(childOf(node, 'Schema') ?? node, 'Columns')) {
    const name = children.find((child) => child.field === 'Name')?.text ?? '';
    addOrigins(
      relation,
      name,
      [...from.whole].map((read) => ({ read, column: name })),
    );
  }
  return relation;
}

type Read = (reader: KqlReader, node: KqlNode, scope: KqlScope, input: Relation | undefined) => Relation;

const readInner: Read = (reader, node, scope, input) => {
  const inner = childOf(node, 'Expression') ?? node.children[0];
  return inner ? readTabular(reader, inner, scope, input) : emptyRelation();
};

const READ: Readonly<Record<string, Read>> = {
  PipeExpression: (reader, node, scope, input) => {
    const left = readInner(reader, node, scope, input);
    const operator = childOf(node, 'Operator');
    return operator ? applyOperator(reader, operator, left, scope) : left;
  },
  NameReference: (reader, node, scope) => readName(reader, node, scope),
  FunctionCallExpression: (reader, node, scope) => readCall(reader, node, scope),
  PathExpression: (reader, node, scope) => readPath(reader, node, scope),
  ParenthesizedExpression: readInner,
  MaterializeExpression: readInner,
  ToScalarExpression: readInner,
  ToTableExpression: readInner,
  MvApplySubqueryExpression: readInner,
  PartitionSubquery: (reader, node, scope, input) => {
    const inner = childOf(node, 'Subquery') ?? node.children[0];
    return inner ? readTabular(reader, inner, scope, input) : emptyRelation();
  },
  ExternalDataExpression: (reader, node, scope) => readExternalData(reader, node, scope),
  DataTableExpression: (_reader, node) => namedColumns(node, emptyRelation()),
};

/** Reads a tabular expression. `input` is what an operator without a source of its own works on, inside a subquery. */
export function readTabular(reader: KqlReader, node: KqlNode, scope: KqlScope, input?: Relation): Relation {
  if (!reader.spend()) return emptyRelation();
  const read = Object.hasOwn(READ, node.type) ? READ[node.type] : undefined;
  if (read) return read(reader, node, scope, input);
  if (node.type.endsWith('Operator')) return applyOperator(reader, node, input ?? emptyRelation(), scope);
  const { rows, origins } = readScalar(reader, node, input ?? emptyRelation(), new KqlScope(scope));
  const relation = emptyRelation();
  if (origins.length > 0) addOrigins(relation, 'value', origins);
  absorbRows(relation, rows);
  return relation;
}
