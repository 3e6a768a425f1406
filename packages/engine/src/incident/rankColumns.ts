import type { Finding } from '@driftline/contracts';

const LEVEL_WEIGHT = { hard: 3, soft: 2, drift: 1 } as const;
/** Kinds that say what happened outrank those that only say that something did. */
const TELLING_KINDS = new Set(['unit-change', 'type-mix', 'nulls', 'pinned']);

/** How much one finding speaks against its column: its level, then whether its kind is telling, then its size. */
export function findingWeight({ level, kind, effect, threshold }: Finding): number {
  const excess = threshold > 0 ? Math.log2(Math.max(1, effect / threshold)) : 1;
  return LEVEL_WEIGHT[level] + (TELLING_KINDS.has(kind) ? 0.5 : 0) + Math.min(0.45, excess / 20);
}

/** Columns that findings name, the most telling first; equal ones in the order of the findings. */
export function rankColumns(findings: readonly Finding[]): string[] {
  const weights = new Map<string, number>();
  for (const finding of findings) {
    if (finding.column === null) continue;
    weights.set(finding.column, Math.max(weights.get(finding.column) ?? 0, findingWeight(finding)));
  }
  return [...weights].sort((a, b) => b[1] - a[1]).map(([column]) => column);
}
