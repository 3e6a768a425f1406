import type { Finding, FindingLevel, Window } from '@driftline/contracts';

export interface LaneMark {
  start: number;
  end: number;
  /** The most urgent level of the window. */
  level: FindingLevel;
  findings: Finding[];
}

export interface FindingLane {
  /** Feature name, or null for findings of the whole window. */
  column: string | null;
  marks: LaneMark[];
}

const urgency: Record<FindingLevel, number> = { hard: 2, soft: 1, drift: 0 };

function worstLevel(findings: readonly Finding[]): FindingLevel {
  return findings.reduce<FindingLevel>(
    (worst, finding) => (urgency[finding.level] > urgency[worst] ? finding.level : worst),
    'drift',
  );
}

/** Findings by column and window; columns with the most urgent and most frequent findings first. */
export function findingLanes(windows: readonly Window[]): FindingLane[] {
  const lanes = new Map<string | null, LaneMark[]>();
  for (const window of [...windows].sort((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    for (const [column, findings] of byColumn(window.findings)) {
      const marks = lanes.get(column) ?? [];
      marks.push({
        start: Date.parse(window.start),
        end: Date.parse(window.end),
        level: worstLevel(findings),
        findings,
      });
      lanes.set(column, marks);
    }
  }
  const weight = (marks: LaneMark[]) => marks.reduce((sum, mark) => sum + 1 + 1000 * urgency[mark.level], 0);
  return [...lanes]
    .map(([column, marks]) => ({ column, marks }))
    .sort((a, b) => weight(b.marks) - weight(a.marks));
}

function byColumn(findings: readonly Finding[]): Map<string | null, Finding[]> {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings)
    groups.set(finding.column, [...(groups.get(finding.column) ?? []), finding]);
  return groups;
}
