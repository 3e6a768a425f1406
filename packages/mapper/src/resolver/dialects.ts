import type { SqlScript } from '../facts/sqlScript.js';
import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import type { DatasetTable } from './datasetTable.js';

const DOMINANT_SHARE = 0.6;
const HINT = `${UNKNOWN_SPACE.namespace}?`;

/**
 * Namespace of tables whose server nothing names, until the whole repository is known; `dialect` is what the text shows.
 * A text that can be of no other dialect is settled at once.
 */
export function unsettledNamespace(dialect: string | null, sure = false): string {
  if (sure && dialect !== null) return dialect;
  return dialect === null ? UNKNOWN_SPACE.namespace : `${HINT}${dialect}`;
}

/** The dialect that most scripts of the repository show: those that show none are taken for it. */
export function dominantDialect(scripts: Iterable<SqlScript>): string | undefined {
  const counts = new Map<string, number>();
  for (const { dialect } of scripts) if (dialect) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].find(([, count]) => count >= total * DOMINANT_SHARE)?.[0];
}

/** Gives tables whose server nothing names the repository's usual dialect, else the one that their own text shows. */
export function settleDialects(datasets: DatasetTable, dominant: string | undefined): void {
  for (const { index, namespace } of [...datasets.records]) {
    const hinted = namespace.startsWith(HINT);
    if (!hinted && namespace !== UNKNOWN_SPACE.namespace) continue;
    const own = hinted ? namespace.slice(HINT.length) : namespace;
    datasets.settle(index, dominant ?? own);
  }
}
