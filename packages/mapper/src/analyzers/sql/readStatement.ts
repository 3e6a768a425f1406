import type { SqlStatement, SqlTable } from '../../facts/sqlScript.js';
import { lineOf, lineOfLiteral, type QueryReader, readQuery, tableName } from './readQuery.js';
import { absorb, addOrigins, emptyRelation, type Relation } from './relation.js';
import { isObject, type Json, type JsonObject, listAt, nodeOf, objectAt, textAt } from './syntaxTree.js';

type Outcome = Pick<SqlStatement, 'writes' | 'temporary'> & { relation: Relation };
type Read = (reader: QueryReader, node: JsonObject) => Outcome | undefined;

function target(reader: QueryReader, table: JsonObject | undefined): SqlTable[] {
  return table ? [{ name: tableName(reader, table), line: lineOf(reader, table) }] : [];
}

function isTemporary(node: JsonObject, name: string): boolean {
  return node.temporary === true || name.startsWith('#') || /TEMP/.test(textAt(node, 'table_modifier') ?? '');
}

function written(
  reader: QueryReader,
  table: JsonObject | undefined,
  node: JsonObject,
  relation: Relation,
): Outcome {
  const writes = target(reader, table);
  const temporary = writes.map((each) => each.name).filter((name) => isTemporary(node, name));
  return { writes: writes.filter((each) => !temporary.includes(each.name)), temporary, relation };
}

/** Columns of an INSERT list replace the query's own names, by position. */
function underNames(relation: Relation, names: readonly string[]): Relation {
  if (names.length === 0) return relation;
  const origins = [...relation.columns.values()];
  return { ...relation, columns: new Map(names.map((name, index) => [name, origins[index] ?? []])) };
}

function locationsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(locationsIn);
  if (!isObject(value)) return [];
  const literal = textAt(value, 'literal', 'value');
  if (literal !== undefined) return /[/@]/.test(literal) ? [literal] : [];
  return Object.values(value).flatMap(locationsIn);
}

function readLocations(reader: QueryReader, locations: readonly string[]): Relation {
  const relation = emptyRelation();
  for (const location of locations) {
    const read =
      reader.reads.push({
        name: reader.restore(location),
        line: lineOfLiteral(reader, location),
        location: true,
      }) - 1;
    relation.whole.add(read);
  }
  return relation;
}

const readInsert: Read = (reader, node) => {
  const names = listAt(node, 'columns').map((column) => textAt(column, 'name') ?? '');
  const relation = underNames(readQuery(reader, withClause(node, node.query)), names);
  const directory = locationsIn(node.directory);
  if (directory.length > 0) return { writes: locationWrites(reader, directory), temporary: [], relation };
  return written(reader, objectAt(node, 'table'), node, relation);
};

/** Some dialects put WITH before INSERT: it belongs to the query. */
function withClause(node: JsonObject, query: Json): Json {
  const found = nodeOf(query);
  if (!found || !isObject(node.with)) return query;
  return { [found.kind]: { ...found.node, with: found.node.with ?? node.with } };
}

function locationWrites(reader: QueryReader, locations: readonly string[]): SqlTable[] {
  return locations.map((name) => ({
    name: reader.restore(name),
    line: lineOfLiteral(reader, name),
    location: true,
  }));
}

const readCreateTable: Read = (reader, node) => {
  const table = objectAt(node, 'name');
  if (isObject(node.as_select)) return written(reader, table, node, readQuery(reader, node.as_select));
  const clone = objectAt(node, 'clone_source');
  if (clone) return written(reader, table, node, readQuery(reader, { table: clone }));
  const locations = locationsIn(node.properties);
  if (locations.length > 0) return written(reader, table, node, readLocations(reader, locations));
  const name = table ? tableName(reader, table) : '';
  return isTemporary(node, name) ? { writes: [], temporary: [name], relation: emptyRelation() } : undefined;
};

const readCreateView: Read = (reader, node) =>
  written(reader, objectAt(node, 'name'), node, readQuery(reader, node.query));

/** Pairs of target column and value, wherever MERGE keeps them. */
function assignmentsOf(node: JsonObject): [string, Json][] {
  return listAt(node, 'whens', 'whens', 'expressions').flatMap((when): [string, Json][] => {
    const [action, first, second] = listAt(when, 'when', 'then', 'tuple', 'expressions');
    const verb = textAt(action, 'var', 'this');
    const left = listAt(first, 'tuple', 'expressions');
    const right = listAt(second, 'tuple', 'expressions');
    if (verb === 'INSERT') return left.map((column, index) => [nameIn(column), right[index]]);
    return left.map((each) => [nameIn(objectAt(each, 'eq', 'left')), objectAt(each, 'eq', 'right')]);
  });
}

function nameIn(value: Json): string {
  return textAt(value, 'identifier', 'name') ?? textAt(value, 'column', 'name', 'name') ?? '';
}

/** A query that selects `values` from `from`: lets assignments use the resolution of SELECT lists. */
function selection(values: readonly [string, Json][], from: Json[]): Json {
  const expressions = values
    .filter(([name]) => name !== '')
    .map(([name, value]): Json => ({ alias: { this: value, alias: { name } } }));
  return { select: { expressions, from: { expressions: from } } };
}

const readMerge: Read = (reader, node) => {
  const relation = readQuery(reader, withClause(node, selection(assignmentsOf(node), [node.using])));
  const table = objectAt(node, 'this', 'table') ?? objectAt(node, 'this', 'alias', 'this', 'table');
  return written(reader, table, node, relation);
};

const readUpdate: Read = (reader, node) => {
  const values = listAt(node, 'set').map((pair): [string, Json] =>
    Array.isArray(pair) ? [textAt(pair[0], 'name') ?? '', pair[1]] : ['', null],
  );
  const query = selection(values, listAt(node, 'from_clause', 'expressions'));
  return written(reader, objectAt(node, 'table'), node, readQuery(reader, withClause(node, query)));
};

const readCopy: Read = (reader, node) => {
  const subject = objectAt(node, 'this', 'schema', 'this') ?? objectAt(node, 'this');
  const files = locationsIn(node.files);
  if (node.kind === true)
    return written(reader, objectAt(subject, 'table'), node, readLocations(reader, files));
  const relation = readQuery(reader, subject);
  return { writes: locationWrites(reader, files), temporary: [], relation };
};

const readExport: Read = (reader, node) => ({
  writes: locationWrites(reader, locationsIn(node.options)),
  temporary: [],
  relation: readQuery(reader, node.this),
});

const readLoad: Read = (reader, node) => {
  const path = textAt(node, 'inpath');
  return written(reader, objectAt(node, 'table', 'table'), node, readLocations(reader, path ? [path] : []));
};

const readPlainQuery =
  (kind: string): Read =>
  (reader, node) => {
    const relation = readQuery(reader, { [kind]: node });
    const into = objectAt(node, 'into', 'this', 'table');
    return into ? written(reader, into, node, relation) : { writes: [], temporary: [], relation };
  };

const READ: Readonly<Record<string, Read>> = {
  select: readPlainQuery('select'),
  union: readPlainQuery('union'),
  intersect: readPlainQuery('intersect'),
  except: readPlainQuery('except'),
  subquery: readPlainQuery('subquery'),
  insert: readInsert,
  create_table: readCreateTable,
  create_view: readCreateView,
  merge: readMerge,
  update: readUpdate,
  copy: readCopy,
  export: readExport,
  load_data: readLoad,
};

/** Reads and writes of one parsed statement; undefined when its kind moves no data. */
export function readStatement(reader: QueryReader, tree: Json, endLine: number): SqlStatement | undefined {
  const found = nodeOf(tree);
  const outcome =
    found && Object.hasOwn(READ, found.kind) ? READ[found.kind]?.(reader, found.node) : undefined;
  if (!outcome) return undefined;
  const relation = emptyRelation();
  absorb(relation, outcome.relation);
  for (const [name] of relation.columns) addOrigins(relation, name, []);
  return {
    line: reader.line,
    endLine,
    reads: reader.reads,
    writes: outcome.writes,
    columns: [...relation.columns].map(([name, origins]) => ({ name, origins })),
    whole: [...relation.whole],
    rows: [...relation.rows],
    temporary: outcome.temporary,
  };
}
