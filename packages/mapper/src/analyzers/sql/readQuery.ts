import type { SqlOrigin, SqlTable } from '../../facts/sqlScript.js';
import {
  absorb,
  absorbRows,
  addOrigins,
  emptyRelation,
  originsOfColumn,
  type Relation,
  touchedBy,
} from './relation.js';
import {
  childrenOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  nodeOf,
  objectAt,
  textAt,
} from './syntaxTree.js';

/** Collects the tables that one statement reads while its queries are walked. */
export interface QueryReader {
  reads: SqlTable[];
  line: number;
  /** The statement itself: literals in the tree have no positions. */
  text: string;
  restore(name: string): string;
}

/** Names in reach of a query: common table expressions by lower-case name. */
type Names = ReadonlyMap<string, Relation>;
type Sources = Map<string, Relation>;

const QUERIES: ReadonlySet<string> = new Set(['select', 'union', 'intersect', 'except', 'subquery']);
const FILE_FUNCTIONS =
  /^(read_(csv|csv_auto|parquet|json|json_auto|ndjson)|parquet_scan|s3|gcs|url|hdfs|file|delta_scan|iceberg_scan)$/i;

/** The dotted name of a table node, with template holes put back. */
export function tableName(reader: QueryReader, table: JsonObject): string {
  const parts = ['catalog', 'schema', 'name'].flatMap((key) => textAt(table, key, 'name') ?? []);
  return reader.restore(parts.join('.'));
}

/** The line of the first position anywhere in a node. */
export function lineOf(reader: QueryReader, value: Json): number {
  const line = firstLine(value);
  return reader.line + (line === undefined ? 0 : line - 1);
}

/** The line on which a literal first stands. */
export function lineOfLiteral(reader: QueryReader, literal: string): number {
  const at = reader.text.indexOf(literal);
  return reader.line + (at < 0 ? 0 : reader.text.slice(0, at).split('\n').length - 1);
}

function firstLine(value: Json): number | undefined {
  const own = objectAt(value, 'span')?.line;
  if (typeof own === 'number') return own;
  for (const child of childrenOf(value)) {
    const found = typeof child === 'object' ? firstLine(child) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function addRead(reader: QueryReader, table: SqlTable): number {
  const known = reader.reads.findIndex((each) => each.name === table.name && each.line === table.line);
  if (known >= 0) return known;
  return reader.reads.push(table) - 1;
}

function wholeRead(read: number): Relation {
  return { columns: new Map(), whole: new Set([read]), rows: new Set() };
}

function readTable(reader: QueryReader, table: JsonObject, names: Names): Relation {
  const name = tableName(reader, table);
  const shadow = names.get(name.toLowerCase());
  if (shadow) return shadow;
  return wholeRead(addRead(reader, { name, line: lineOf(reader, table) }));
}

function readFunction(reader: QueryReader, call: JsonObject): Relation | undefined {
  const location = textAt(listAt(call, 'args')[0], 'literal', 'value');
  if (!FILE_FUNCTIONS.test(textAt(call, 'name') ?? '') || location === undefined) return undefined;
  return wholeRead(
    addRead(reader, {
      name: reader.restore(location),
      line: lineOfLiteral(reader, location),
      location: true,
    }),
  );
}

/** One item of FROM or JOIN, with the name by which columns call it. */
function readSource(reader: QueryReader, item: Json, names: Names, sources: Sources): void {
  const found = nodeOf(item);
  if (!found) return;
  const { kind, node } = found;
  const alias = textAt(node, 'alias', 'name');
  if (kind === 'alias') readAliased(reader, node, names, sources);
  else if (kind === 'table') {
    const plain = textAt(node, 'name', 'name') ?? '';
    sources.set((alias ?? plain.split('.').at(-1) ?? '').toLowerCase(), readTable(reader, node, names));
  } else if (QUERIES.has(kind)) {
    sources.set((alias ?? `#${sources.size}`).toLowerCase(), readQuery(reader, item, names));
  } else if (kind === 'function') {
    sources.set(`#${sources.size}`, readFunction(reader, node) ?? emptyRelation());
  } else readNested(reader, node, names, sources);
}

function readAliased(reader: QueryReader, node: JsonObject, names: Names, sources: Sources): void {
  const inner: Sources = new Map();
  readSource(reader, node.this, names, inner);
  const joined = emptyRelation();
  for (const relation of inner.values()) absorb(joined, relation);
  sources.set((textAt(node, 'alias', 'name') ?? `#${sources.size}`).toLowerCase(), joined);
}

/** Pivots, parentheses, laterals: whatever they hold that is a table or a query is a source. */
function readNested(reader: QueryReader, node: JsonObject, names: Names, sources: Sources): void {
  for (const child of childrenOf(node)) {
    for (const each of Array.isArray(child) ? child : [child]) readSource(reader, each, names, sources);
  }
}

function resolveColumn(sources: Sources, name: string, table: string | undefined): SqlOrigin[] {
  if (table !== undefined) {
    const relation = sources.get(table.toLowerCase());
    return relation ? originsOfColumn(relation, name) : [];
  }
  const exact = [...sources.values()].filter((relation) => relation.columns.has(name));
  const candidates = exact.length > 0 ? exact : [...sources.values()];
  return candidates.flatMap((relation) => originsOfColumn(relation, name));
}

interface Walk {
  reader: QueryReader;
  names: Names;
  sources: Sources;
  rows: Set<number>;
}

/** Where the value of an expression comes from; subqueries in it also choose rows. */
function originsOf(walk: Walk, value: Json): SqlOrigin[] {
  const found = nodeOf(value);
  if (found?.kind === 'column') {
    const name = textAt(found.node, 'name', 'name') ?? '';
    return resolveColumn(walk.sources, walk.reader.restore(name), textAt(found.node, 'table', 'name'));
  }
  if (found && QUERIES.has(found.kind)) {
    const relation = readQuery(walk.reader, value, walk.names);
    for (const read of touchedBy(relation)) walk.rows.add(read);
    return [...relation.columns.values()].flat();
  }
  return childrenOf(value).flatMap((child) => (typeof child === 'object' ? originsOf(walk, child) : []));
}

function outputName(value: Json, position: number): string {
  const found = nodeOf(value);
  const name = found && (textAt(found.node, 'name', 'name') ?? textAt(found.node, 'name') ?? found.kind);
  return name ?? `column${position + 1}`;
}

/** Two columns of one name stay two: an INSERT takes them by position. */
function freeName(relation: Relation, name: string): string {
  let free = name;
  for (let count = 2; relation.columns.has(free); count += 1) free = `${name}#${count}`;
  return free;
}

function project(walk: Walk, expressions: readonly Json[], into: Relation): void {
  for (const [position, expression] of expressions.entries()) {
    const found = nodeOf(expression);
    if (found?.kind === 'star') {
      const table = textAt(found.node, 'table', 'name')?.toLowerCase();
      for (const [name, relation] of walk.sources)
        if (table === undefined || table === name) absorb(into, relation);
    } else if (found?.kind === 'alias') {
      const name = walk.reader.restore(textAt(found.node, 'alias', 'name') ?? '');
      addOrigins(into, freeName(into, name), originsOf(walk, found.node.this));
    } else {
      const name = freeName(into, walk.reader.restore(outputName(expression, position)));
      addOrigins(into, name, originsOf(walk, expression));
    }
  }
}

function withNames(reader: QueryReader, node: JsonObject, names: Names): Names {
  const inner = new Map(names);
  for (const cte of listAt(node, 'with', 'ctes')) {
    const name = (textAt(cte, 'alias', 'name') ?? '').toLowerCase();
    const body = isObject(cte) ? cte.this : undefined;
    const recursive = objectAt(node, 'with')?.recursive === true;
    if (recursive) inner.set(name, emptyRelation());
    const relation = readQuery(reader, body, inner);
    inner.set(name, renamed(relation, listAt(cte, 'columns')));
  }
  return inner;
}

function renamed(relation: Relation, columns: readonly Json[]): Relation {
  if (columns.length === 0) return relation;
  const origins = [...relation.columns.values()];
  const names = columns.map((column) => textAt(column, 'name') ?? '');
  return { ...relation, columns: new Map(names.map((name, index) => [name, origins[index] ?? []])) };
}

function readSelect(reader: QueryReader, node: JsonObject, names: Names): Relation {
  const inner = withNames(reader, node, names);
  const sources: Sources = new Map();
  const joins = listAt(node, 'joins');
  for (const item of listAt(node, 'from', 'expressions')) readSource(reader, item, inner, sources);
  for (const join of joins) if (isObject(join)) readSource(reader, join.this, inner, sources);
  for (const item of listAt(node, 'lateral_views')) readSource(reader, item, inner, sources);
  const result = emptyRelation();
  const walk: Walk = { reader, names: inner, sources, rows: result.rows };
  project(walk, listAt(node, 'expressions'), result);
  for (const relation of sources.values()) absorbRows(result, relation);
  for (const key of ['where_clause', 'having', 'qualify']) originsOf(walk, node[key]);
  for (const join of joins) if (isObject(join)) originsOf(walk, join.on);
  return result;
}

function readSetOperation(reader: QueryReader, node: JsonObject, names: Names): Relation {
  const inner = withNames(reader, node, names);
  const left = readQuery(reader, node.left, inner);
  const right = readQuery(reader, node.right, inner);
  const origins = [...right.columns.values()];
  for (const [index, name] of [...left.columns.keys()].entries())
    addOrigins(left, name, origins[index] ?? []);
  for (const read of right.whole) left.whole.add(read);
  absorbRows(left, right);
  return left;
}

/** The relation that a query node yields; every table that it names is added to the reader. */
export function readQuery(reader: QueryReader, value: Json, names: Names = new Map()): Relation {
  const found = nodeOf(value);
  if (!found) return emptyRelation();
  const { kind, node } = found;
  if (kind === 'select') return readSelect(reader, node, names);
  if (kind === 'union' || kind === 'intersect' || kind === 'except')
    return readSetOperation(reader, node, names);
  if (kind === 'table') return readTable(reader, node, names);
  if (kind === 'subquery' || kind === 'paren')
    return readQuery(reader, node.this, withNames(reader, node, names));
  const sources: Sources = new Map();
  readNested(reader, node, names, sources);
  const all = emptyRelation();
  for (const relation of sources.values()) absorb(all, relation);
  return all;
}
