import type { Column } from '@driftline/contracts';

/** Known columns with newly seen ones: types are united, the earliest first sight stays, order of appearance is kept. */
export function mergeColumns(known: readonly Column[], seen: readonly Column[]): Column[] {
  const merged = new Map(known.map((column) => [column.name, column]));
  for (const column of seen) {
    const before = merged.get(column.name);
    merged.set(
      column.name,
      before === undefined
        ? column
        : {
            name: column.name,
            types: [...new Set([...before.types, ...column.types])],
            firstSeenAt: earlier(before.firstSeenAt, column.firstSeenAt),
          },
    );
  }
  return [...merged.values()];
}

/** The earlier of two RFC 3339 times in UTC. */
function earlier(one: string, other: string): string {
  return one.localeCompare(other) < 0 ? one : other;
}
