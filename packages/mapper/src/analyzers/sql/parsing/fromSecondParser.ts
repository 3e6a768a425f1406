import { isObject, type Json, type JsonObject, listAt, objectAt, textAt } from './syntaxTree.js';

/**
 * Lays the second parser's tree out as the first one's, as far as the flow of data needs it: selects, set operations, tables,
 * joins, aliases and columns. Expressions keep their shape: only the columns and queries in them matter.
 */
export function fromSecondParser(statement: Json): Json {
  const query = objectAt(statement, 'Query');
  return query ? convertQuery(query) : convert(statement);
}

function identifier(value: Json): JsonObject {
  return { name: { name: textAt(value, 'value') ?? '' } };
}

function nameOf(parts: readonly Json[]): string {
  return parts
    .flatMap((part) => textAt(part, 'Identifier', 'value') ?? textAt(part, 'value') ?? [])
    .join('.');
}

function convertQuery(query: JsonObject): Json {
  const body = convertBody(query.body);
  const ctes = listAt(query, 'with', 'cte_tables').map((cte): Json => {
    const inner = objectAt(cte, 'query');
    return {
      alias: { name: textAt(cte, 'alias', 'name', 'value') ?? '' },
      columns: listAt(cte, 'alias', 'columns').map(
        (each): Json => ({ name: textAt(each, 'name', 'value') ?? '' }),
      ),
      this: inner ? convertQuery(inner) : null,
    };
  });
  if (ctes.length === 0) return body;
  return { subquery: { this: body, with: { ctes } } };
}

function convertBody(body: Json): Json {
  const select = objectAt(body, 'Select');
  if (select) return convertSelect(select);
  const operation = objectAt(body, 'SetOperation');
  if (operation) return { union: { left: convertBody(operation.left), right: convertBody(operation.right) } };
  const query = objectAt(body, 'Query');
  return query ? { subquery: { this: convertQuery(query) } } : convert(body);
}

function convertSelect(select: JsonObject): Json {
  const from = listAt(select, 'from');
  return {
    select: {
      expressions: listAt(select, 'projection').map(convertItem),
      from: { expressions: from.map((each) => convertFactor(objectAt(each, 'relation'))) },
      joins: from
        .flatMap((each) => listAt(each, 'joins'))
        .map(
          (join): Json => ({
            this: convertFactor(objectAt(join, 'relation')),
            on: convert(isObject(join) ? join.join_operator : null),
          }),
        ),
      where_clause: convert(select.selection),
      having: convert(select.having),
      qualify: convert(select.qualify),
    },
  };
}

function convertItem(item: Json): Json {
  if (item === 'Wildcard' || objectAt(item, 'Wildcard')) return { star: {} };
  const aliased = objectAt(item, 'ExprWithAlias');
  if (aliased)
    return {
      alias: { this: convert(aliased.expr), alias: { name: textAt(aliased, 'alias', 'value') ?? '' } },
    };
  const qualified = isObject(item) ? item.QualifiedWildcard : undefined;
  if (Array.isArray(qualified)) {
    const parts = listAt(qualified[0], 'ObjectName');
    return { star: { table: { name: nameOf(parts).split('.').at(-1) ?? '' } } };
  }
  return convert(isObject(item) ? (item.UnnamedExpr ?? item) : item);
}

function convertFactor(factor: Json): Json {
  const table = objectAt(factor, 'Table');
  const alias = (node: JsonObject): Json => {
    const name = textAt(node, 'alias', 'name', 'value');
    return name === undefined ? null : { name };
  };
  if (table) {
    if (isObject(table.args)) return { function: { args: convert(table.args), alias: alias(table) } };
    return { table: { name: { name: nameOf(listAt(table, 'name')) }, alias: alias(table) } };
  }
  const derived = objectAt(factor, 'Derived');
  const query = objectAt(derived, 'subquery');
  if (derived && query) return { subquery: { this: convertQuery(query), alias: alias(derived) } };
  const nested = objectAt(factor, 'NestedJoin', 'table_with_joins');
  if (nested) return { paren: convertJoins(nested) };
  const [kind, node] = isObject(factor) ? (Object.entries(factor)[0] ?? []) : [];
  if (kind !== undefined && isObject(node)) {
    const inner = objectAt(node, 'table');
    const body: JsonObject = { this: inner ? convertFactor(inner) : convert(node), alias: alias(node) };
    return /pivot|recognize/i.test(kind)
      ? { pivot: body }
      : { function: { args: body.this ?? null, alias: alias(node) } };
  }
  return convert(factor);
}

function convertJoins(joined: JsonObject): JsonObject {
  return {
    items: [
      convertFactor(objectAt(joined, 'relation')),
      ...listAt(joined, 'joins').map((join) => convertFactor(objectAt(join, 'relation'))),
    ],
  };
}

/** An expression: identifiers become columns, queries become queries, the rest stays. */
function convert(value: Json): Json {
  if (Array.isArray(value)) return value.map(convert);
  if (!isObject(value)) return value;
  if (isObject(value.Identifier)) return { column: identifier(value.Identifier) };
  if (Array.isArray(value.CompoundIdentifier)) {
    const parts = value.CompoundIdentifier;
    const [table, name] = [parts.at(-2), parts.at(-1)];
    return { column: { ...identifier(name), table: { name: textAt(table, 'value') ?? '' } } };
  }
  if ('body' in value && 'order_by' in value) return { subquery: { this: convertQuery(value) } };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, convert(each)]));
}
