import type { SqlOrigin } from '../../../facts/sqlScript.js';
import {
  childrenOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  nodeOf,
  textAt,
} from '../parsing/syntaxTree.js';
import { aliasedColumn, freeName, outputName } from './columnNames.js';
import {
  absorb,
  absorbRows,
  addMixed,
  addOrigins,
  columnNamed,
  emptyRelation,
  originsOfColumn,
  type Relation,
  touchedBy,
  underNames,
  valuesOf,
} from './relation.js';

/** What a query asks for the data that it names; the tree holds names from which it is found. */
export interface QueryReader {
  /** What stands behind a table of the tree; undefined when its tokens did not look like one. */
  source(
    name: string,
  ): { relation: Relation; label: string; of?: { alias: string; column: string } } | undefined;
  /** A table that only the parser saw. */
  unknown(table: JsonObject): { relation: Relation; label: string };
  restore(name: string): string;
}

/** Names in reach of a query: common table expressions by lower-case name. */
type Names = ReadonlyMap<string, Relation>;
type Sources = Map<string, Relation>;

interface Walk {
  reader: QueryReader;
  names: Names;
  sources: Sources;
  outer: Sources;
  rows: Set<number>;
}

const QUERIES: ReadonlySet<string> = new Set(['select', 'union', 'intersect', 'except', 'subquery']);

function readTable(walk: Walk, table: JsonObject): { relation: Relation; label: string } {
  const written = textAt(table, 'name', 'name') ?? '';
  const single = textAt(table, 'schema', 'name') === undefined;
  const shadow = single ? walk.names.get(written.toLowerCase()) : undefined;
  if (shadow) return { relation: shadow, label: written };
  const source = walk.reader.source(written);
  if (!source) return walk.reader.unknown(table);
  const { of } = source;
  if (!of) return source;
  const relation = emptyRelation();
  addMixed(relation, resolveColumn(walk, of.column, of.alias));
  return { relation, label: source.label };
}

/** Columns of a table function are made of its arguments. */
function readCall(walk: Walk, call: JsonObject): Relation {
  const relation = emptyRelation();
  const nested: Sources = new Map();
  readNested({ ...walk, sources: nested }, call);
  for (const each of nested.values()) absorb(relation, each);
  const { rows } = relation;
  addMixed(relation, originsOf({ ...walk, rows }, call));
  return relation;
}

/** What mixes its input: a pivot has columns that the input has not. */
function mixedOver(walk: Walk, node: JsonObject): Relation {
  const inner: Sources = new Map();
  readSource({ ...walk, sources: inner }, node.this);
  const relation = emptyRelation();
  for (const each of inner.values()) absorb(relation, each);
  const values = valuesOf(relation);
  return { ...relation, whole: new Set(), mixed: values };
}

function addSource(walk: Walk, alias: string | undefined, relation: Relation): void {
  walk.sources.set((alias ?? `#${walk.sources.size}`).toLowerCase(), relation);
}

function aliasOf(node: JsonObject): string | undefined {
  return textAt(node, 'alias', 'name') ?? textAt(node, 'alias') ?? textAt(node, 'table_alias', 'name');
}

/** One item of FROM or JOIN, with the name by which columns call it. */
function readSource(walk: Walk, item: Json): void {
  const found = nodeOf(item);
  if (!found) return;
  const { kind, node } = found;
  const alias = aliasOf(node);
  if (kind === 'table') {
    const { relation, label } = readTable(walk, node);
    addSource(walk, alias ?? label, renamed(relation, listAt(node, 'column_aliases')));
  } else if (kind === 'alias') readAliased(walk, node, alias);
  else if (QUERIES.has(kind)) {
    const relation = readQuery(walk.reader, item, walk.names, new Map([...walk.outer, ...walk.sources]));
    addSource(walk, alias, renamed(relation, listAt(node, 'column_aliases')));
  } else if (
    kind === 'function' ||
    kind === 'unnest' ||
    kind === 'lateral' ||
    kind === 'explode' ||
    kind === 'lateral_view'
  )
    addSource(walk, alias, readCall(walk, node));
  else if (kind === 'pivot' || kind === 'unpivot' || kind === 'match_recognize')
    addSource(walk, alias, mixedOver(walk, node));
  else readNested(walk, node);
}

function readAliased(walk: Walk, node: JsonObject, alias: string | undefined): void {
  const inner: Sources = new Map();
  readSource({ ...walk, sources: inner, outer: new Map([...walk.outer, ...walk.sources]) }, node.this);
  const joined = emptyRelation();
  for (const relation of inner.values()) absorb(joined, relation);
  if (inner.size === 0) addMixed(joined, originsOf(walk, node.this));
  addSource(walk, alias, renamed(joined, listAt(node, 'column_aliases')));
}

/** Parentheses and whatever else holds tables or queries. */
function readNested(walk: Walk, node: JsonObject): void {
  for (const child of childrenOf(node)) {
    for (const each of Array.isArray(child) ? child : [child]) {
      const found = nodeOf(each);
      if (found && (found.kind === 'join' || found.kind === 'joined_table')) readNested(walk, found.node);
      else if (found && found.kind !== 'column' && found.kind !== 'literal') readSource(walk, each);
      else if (isObject(each) && isObject(each.this)) readSource(walk, each.this);
    }
  }
}

function resolveColumn(walk: Walk, name: string, table: string | undefined): SqlOrigin[] {
  if (table !== undefined) {
    const relation = walk.sources.get(table.toLowerCase()) ?? walk.outer.get(table.toLowerCase());
    if (relation) return originsOfColumn(relation, name);
    // A field of a struct looks like a column of a table.
    return walk.sources.size > 0 ? resolveColumn(walk, table, undefined) : [];
  }
  const all = [...walk.sources.values()];
  const exact = all.filter((relation) => columnNamed(relation, name) !== undefined);
  return (exact.length > 0 ? exact : all).flatMap((relation) => originsOfColumn(relation, name));
}

/** Where the value of an expression comes from; subqueries in it also choose rows. */
function originsOf(walk: Walk, value: Json): SqlOrigin[] {
  const found = nodeOf(value);
  if (found?.kind === 'column') {
    const name = textAt(found.node, 'name', 'name') ?? '';
    return resolveColumn(walk, walk.reader.restore(name), textAt(found.node, 'table', 'name'));
  }
  if (found && QUERIES.has(found.kind)) {
    const relation = readQuery(walk.reader, value, walk.names, new Map([...walk.outer, ...walk.sources]));
    for (const read of touchedBy(relation)) walk.rows.add(read);
    return valuesOf(relation);
  }
  return childrenOf(value).flatMap((child) => (typeof child === 'object' ? originsOf(walk, child) : []));
}

function projectStar(walk: Walk, star: JsonObject, into: Relation): void {
  const table = textAt(star, 'table', 'name')?.toLowerCase();
  const dropped = new Set(listAt(star, 'except').map((each) => textAt(each, 'name')?.toLowerCase()));
  for (const [name, relation] of walk.sources) {
    if (table !== undefined && name !== table) continue;
    const columns = [...relation.columns].filter(([column]) => !dropped.has(column.toLowerCase()));
    absorb(into, { ...relation, columns: new Map(columns) });
  }
  for (const each of listAt(star, 'replace')) {
    const found = nodeOf(each);
    const node = found?.node ?? (isObject(each) ? each : undefined);
    if (!node) continue;
    const name = textAt(node, 'alias', 'name');
    if (name !== undefined) into.columns.set(name, originsOf(walk, node.this));
  }
}

function project(walk: Walk, expressions: readonly Json[], into: Relation): void {
  for (const [position, expression] of expressions.entries()) {
    const found = nodeOf(expression);
    if (found?.kind === 'star') {
      projectStar(walk, found.node, into);
      continue;
    }
    const named = found && aliasedColumn(found.kind, found.node);
    const name = named?.name ?? outputName(expression, position);
    const free = freeName(into, walk.reader.restore(name));
    addOrigins(into, free, originsOf(walk, named ? named.value : expression));
  }
}

function withNames(walk: Omit<Walk, 'sources' | 'rows'>, node: JsonObject): Names {
  const ctes = listAt(node, 'with', 'ctes');
  if (ctes.length === 0) return walk.names;
  const inner = new Map(walk.names);
  for (const cte of ctes) {
    if (!isObject(cte)) continue;
    const name = (textAt(cte, 'alias', 'name') ?? '').toLowerCase();
    const shadowed = inner.get(name);
    inner.set(name, shadowed ?? emptyRelation());
    const relation = readQuery(walk.reader, cte.this, inner, walk.outer);
    inner.set(name, renamed(relation, listAt(cte, 'columns')));
  }
  return inner;
}

function renamed(relation: Relation, columns: readonly Json[]): Relation {
  const names = columns.flatMap(
    (column) => textAt(column, 'name') ?? textAt(column, 'identifier', 'name') ?? [],
  );
  if (names.length === 0) return relation;
  return relation.columns.size === 0 ? relation : { ...underNames(relation, names), whole: relation.whole };
}

function readSelect(reader: QueryReader, node: JsonObject, names: Names, outer: Sources): Relation {
  const inner = withNames({ reader, names, outer }, node);
  const result = emptyRelation();
  const walk: Walk = { reader, names: inner, sources: new Map(), outer, rows: result.rows };
  const joins = listAt(node, 'joins');
  for (const item of listAt(node, 'from', 'expressions')) readSource(walk, item);
  for (const join of joins) if (isObject(join)) readSource(walk, join.this);
  for (const item of listAt(node, 'lateral_views')) {
    if (isObject(item)) addSource(walk, aliasOf(item), readCall(walk, item));
  }
  project(walk, listAt(node, 'expressions'), result);
  for (const relation of walk.sources.values()) absorbRows(result, relation);
  for (const key of ['where_clause', 'having', 'qualify']) originsOf(walk, node[key]);
  for (const join of joins) if (isObject(join)) originsOf(walk, join.on);
  return result;
}

function readSetOperation(reader: QueryReader, node: JsonObject, names: Names, outer: Sources): Relation {
  const inner = withNames({ reader, names, outer }, node);
  const left = copyOf(readQuery(reader, node.left, inner, outer));
  const right = readQuery(reader, node.right, inner, outer);
  const origins = [...right.columns.values()];
  for (const [index, name] of [...left.columns.keys()].entries())
    addOrigins(left, name, origins[index] ?? []);
  for (const read of right.whole) left.whole.add(read);
  addMixed(left, right.mixed);
  absorbRows(left, right);
  return left;
}

/** A named query that is read twice must not grow by what its readers add. */
function copyOf(relation: Relation): Relation {
  const copy = emptyRelation();
  absorb(copy, relation);
  for (const read of copy.rows) if (!relation.rows.has(read)) copy.rows.delete(read);
  return copy;
}

/** The relation that a query node yields. */
export function readQuery(
  reader: QueryReader,
  value: Json,
  names: Names = new Map(),
  outer: Sources = new Map(),
): Relation {
  const found = nodeOf(value);
  if (!found) return emptyRelation();
  const { kind, node } = found;
  if (kind === 'select') return readSelect(reader, node, names, outer);
  if (kind === 'union' || kind === 'intersect' || kind === 'except')
    return readSetOperation(reader, node, names, outer);
  const inner = withNames({ reader, names, outer }, node);
  if (kind === 'subquery' || kind === 'paren') return readQuery(reader, node.this, inner, outer);
  const walk: Walk = { reader, names: inner, sources: new Map(), outer, rows: new Set() };
  if (kind === 'table') return readTable(walk, node).relation;
  readNested(walk, node);
  const all = emptyRelation();
  for (const relation of walk.sources.values()) absorb(all, relation);
  return all;
}
