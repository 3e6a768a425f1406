import type { SqlOrigin, SqlStatement } from '../../../facts/sqlScript.js';

function matcherOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
}

/** `union Events_*` reads every table of the repository that the pattern fits; the pattern stays when none is known. */
export function expandWildcards(statement: SqlStatement, known: readonly string[]): SqlStatement {
  const reads: SqlStatement['reads'] = [];
  const places = statement.reads.map((table): number[] => {
    const pattern = table.name.includes('*') && !table.location ? matcherOf(table.name) : undefined;
    const names = pattern ? known.filter((name) => pattern.test(name)) : [];
    const tables = names.length > 0 ? names.map((name) => ({ ...table, name })) : [table];
    return tables.map((each) => reads.push(each) - 1);
  });
  const moved = (indices: readonly number[]): number[] => indices.flatMap((index) => places[index] ?? []);
  const origins = (given: readonly SqlOrigin[]): SqlOrigin[] =>
    given.flatMap(({ read, column }) => (places[read] ?? []).map((each) => ({ read: each, column })));
  return {
    ...statement,
    reads,
    columns: statement.columns.map((column) => ({ ...column, origins: origins(column.origins) })),
    whole: moved(statement.whole),
    rows: moved(statement.rows),
  };
}
