import { callFunction } from './callFunction.js';
import { childOf, childrenOf, type KqlNode } from './kqlNode.js';
import type { KqlReader } from './kqlReader.js';
import type { KqlScope } from './kqlScope.js';
import { declaredNames, readColumn } from './readColumn.js';
import { argumentsOf, functionName, readScalar } from './readScalar.js';
import {
  absorb,
  absorbRows,
  addOrigins,
  emptyRelation,
  originsOfColumn,
  type Relation,
  touchedBy,
} from './relation.js';

type Apply = (reader: KqlReader, node: KqlNode, input: Relation, scope: KqlScope) => Relation;

function copyOf(relation: Relation): Relation {
  return {
    columns: new Map(relation.columns),
    whole: new Set(relation.whole),
    rows: new Set(relation.rows),
  };
}

/** A relation without columns yet, whose rows come from the input. */
function rowsOf(input: Relation): Relation {
  const relation = emptyRelation();
  absorbRows(relation, input);
  return relation;
}

/** The rows that conditions leave; tables that the conditions name decide them too. */
const filter: Apply = (reader, node, input, scope) => {
  const result = copyOf(input);
  for (const child of node.children) absorbRows(result, readScalar(reader, child, input, scope, true).rows);
  return result;
};

const extend: Apply = (reader, node, input, scope) => {
  const result = copyOf(input);
  for (const each of node.children) readColumn(reader, each, result, scope, result);
  return result;
};

const project: Apply = (reader, node, input, scope) => {
  const result = rowsOf(input);
  for (const each of node.children) readColumn(reader, each, input, scope, result);
  return result;
};

/** Groups: what is aggregated and what groups are made by. */
const summarize: Apply = (reader, node, input, scope) => {
  const result = rowsOf(input);
  const by = childrenOf(node, 'ByClause').flatMap((clause) => clause.children);
  for (const each of [...childrenOf(node, 'Aggregates'), ...by]) {
    const inner = each.type === 'MakeSeriesExpression' ? childOf(each, 'Expression') : each;
    if (inner) readColumn(reader, inner, input, scope, result);
  }
  const axis = childrenOf(node, 'OnClause').flatMap((clause) => clause.children);
  for (const each of axis) readColumn(reader, each, input, scope, result);
  return result;
};

function matcherOf(pattern: string): (name: string) => boolean {
  const expression = new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`);
  return (name) => expression.test(name);
}

const projectAway: Apply = (_reader, node, input) => {
  const result = copyOf(input);
  for (const { text = '' } of node.children) {
    for (const name of [...result.columns.keys()].filter(matcherOf(text))) result.columns.delete(name);
  }
  return result;
};

const projectRename: Apply = (_reader, node, input) => {
  const result = copyOf(input);
  for (const each of node.children) {
    const [name, from] = [childOf(each, 'Name')?.text, childOf(each, 'Expression')?.text];
    if (name === undefined || from === undefined) continue;
    result.columns.set(name, originsOfColumn(input, from));
    result.columns.delete(from);
  }
  return result;
};

function kindOf(reader: KqlReader, node: KqlNode): string {
  const parameter = childrenOf(node, 'Parameters').find((each) => {
    const name = childOf(each, 'Name');
    return name !== undefined && /^kind$/i.test(reader.textOf(name));
  });
  const value = parameter && childOf(parameter, 'Expression');
  return value ? reader.textOf(value).toLowerCase() : '';
}

const join: Apply = (reader, node, input, scope) => {
  const right = childOf(node, 'Expression');
  const other = right ? reader.rules.tabular(reader, right, scope) : emptyRelation();
  const kind = kindOf(reader, node);
  const keepsRight = /^right(semi|anti)/.test(kind);
  const result = copyOf(keepsRight ? other : input);
  if (/semi|anti/.test(kind)) absorbRows(result, keepsRight ? input : other);
  else absorb(result, other);
  return result;
};

const union: Apply = (reader, node, input, scope) => {
  const result = copyOf(input);
  for (const each of childrenOf(node, 'Expressions'))
    absorb(result, reader.rules.tabular(reader, each, scope));
  return result;
};

/** `find` and `search` look into the tables that they list, or into all there are. */
const find: Apply = (reader, node, input, scope) => {
  const result = copyOf(input);
  const listed = childOf(node, 'InClause')?.children ?? [];
  for (const each of listed) absorb(result, reader.rules.tabular(reader, each, scope));
  if (listed.length === 0 && touchedBy(input).size === 0)
    reader.unresolved(node, 'a search over every table of the database');
  const projected = childOf(node, 'Project');
  return projected ? project(reader, projected, result, scope) : result;
};

const parse: Apply = (reader, node, input, scope) => {
  const { origins } = readScalar(reader, childOf(node, 'Expression'), input, scope);
  const result = copyOf(input);
  for (const name of declaredNames(node)) result.columns.set(name, origins);
  return result;
};

/** Lists turned to rows, with operators that run over each list. */
const expand: Apply = (reader, node, input, scope) => {
  const result = copyOf(input);
  for (const each of childrenOf(node, 'Expressions')) {
    const inner = childOf(each, 'Expression');
    if (inner) readColumn(reader, inner, input, scope, result);
  }
  const subquery = childOf(node, 'Subquery');
  return subquery ? reader.rules.tabular(reader, subquery, scope, result) : result;
};

/** Operators that run over parts of the input. */
const subqueries: Apply = (reader, node, input, scope) => {
  const result = emptyRelation();
  for (const each of node.children) {
    if (each.field === 'ByExpression' || each.field === 'Parameters') continue;
    const inner = each.type === 'ForkExpression' ? childOf(each, 'Expression') : each;
    if (inner) absorb(result, reader.rules.tabular(reader, inner, scope, input));
  }
  return result;
};

/** Whatever comes out is made of everything that goes in. */
function opened(input: Relation): Relation {
  return { columns: new Map(input.columns), whole: touchedBy(input), rows: new Set(input.rows) };
}

/** Plug-ins: some take a table to look values up in. */
const evaluatePlugin: Apply = (reader, node, input, scope) => {
  const call = childOf(node, 'FunctionCall');
  const result = opened(input);
  if (!call) return result;
  const [first, ...others] = argumentsOf(call);
  const looksUp = /^ipv[46]_lookup$/.test(functionName(call));
  if (first && looksUp) absorb(result, reader.rules.tabular(reader, first, scope));
  for (const each of looksUp ? others : [first, ...others])
    absorbRows(result, readScalar(reader, each, input, scope, true).rows);
  return result;
};

const invoke: Apply = (reader, node, input, scope) => {
  const call = childOf(node, 'Function') ?? node.children[0];
  const name = call ? functionName(call) : '';
  const binding = scope.get(name);
  if (call && binding?.kind === 'function')
    return callFunction(reader, binding, argumentsOf(call), scope, input);
  const result = opened(input);
  if (call) absorb(result, reader.table(childOf(call, 'Name') ?? call, name));
  return result;
};

const makeGraph: Apply = (reader, node, input, scope) => {
  const result = opened(input);
  const nodes = childrenOf(node, 'WithClause').flatMap((clause) => childrenOf(clause, 'TablesAndKeys'));
  for (const each of nodes) {
    const table = childOf(each, 'Table');
    if (table) absorb(result, reader.rules.tabular(reader, table, scope));
  }
  return result;
};

const name: Apply = (_reader, node, input, scope) => {
  scope.names.set(childOf(node, 'Name')?.text ?? '', { kind: 'table', relation: input });
  return input;
};

const count: Apply = (_reader, _node, input) => {
  const result = rowsOf(input);
  addOrigins(result, 'Count', []);
  return result;
};

const APPLY: Readonly<Record<string, Apply>> = {
  FilterOperator: filter,
  ExtendOperator: extend,
  ProjectOperator: project,
  ProjectKeepOperator: project,
  ProjectAwayOperator: projectAway,
  ProjectRenameOperator: projectRename,
  DistinctOperator: project,
  SummarizeOperator: summarize,
  MakeSeriesOperator: summarize,
  PrintOperator: project,
  JoinOperator: join,
  LookupOperator: join,
  UnionOperator: union,
  FindOperator: find,
  SearchOperator: find,
  ParseOperator: parse,
  ParseWhereOperator: parse,
  ParseKvOperator: parse,
  MvExpandOperator: expand,
  MvApplyOperator: expand,
  ForkOperator: subqueries,
  PartitionOperator: subqueries,
  EvaluateOperator: evaluatePlugin,
  InvokeOperator: invoke,
  MakeGraphOperator: makeGraph,
  GraphMatchOperator: (_reader, _node, input) => opened(input),
  ScanOperator: (_reader, _node, input) => opened(input),
  AsOperator: name,
  CountOperator: count,
};

/** What an operator makes of its input. Operators without a rule here only choose or order rows. */
export function applyOperator(reader: KqlReader, node: KqlNode, input: Relation, scope: KqlScope): Relation {
  const apply = Object.hasOwn(APPLY, node.type) ? APPLY[node.type] : undefined;
  return (apply ?? filter)(reader, node, input, scope);
}
