import type { Finding } from '@driftline/contracts';
import { findingWeight } from '../incident/rankColumns.js';
import type { IncidentContext } from './suspectSource.js';

/** A feature that no finding names. */
const HEALTHY = 0.02;
/** From this score on a feature has evidence against it. */
export const LEAST_EVIDENCE = 0.3;

/** What speaks against one feature. */
export interface ColumnScore {
  column: string;
  /** Probability-like: that the feature is corrupted. */
  score: number;
  /** The most telling first. */
  findings: Finding[];
}

/** Probability-like corruption score of every feature, from the findings of the incident's bad windows. */
export function columnScores(context: IncidentContext): Map<string, ColumnScore> {
  const scores = new Map<string, ColumnScore>();
  for (const column of context.features) scores.set(column, { column, score: HEALTHY, findings: [] });
  for (const finding of [...context.incident.findings, ...context.findings]) {
    if (finding.column === null) continue;
    const known = scores.get(finding.column) ?? { column: finding.column, score: HEALTHY, findings: [] };
    const findings = merged(known.findings, finding);
    scores.set(finding.column, { ...known, findings, score: scoreOf(findings) });
  }
  return scores;
}

/** One finding per kind: the most telling. */
function merged(findings: readonly Finding[], finding: Finding): Finding[] {
  const others = findings.filter(({ kind }) => kind !== finding.kind);
  const same = findings.find(({ kind }) => kind === finding.kind);
  const best = same && findingWeight(same) >= findingWeight(finding) ? same : finding;
  return [...others, best].sort((a, b) => findingWeight(b) - findingWeight(a));
}

/** Weights of findings run from 1 (slight drift) to about 4 (hard); independent kinds add a little. */
function scoreOf(findings: readonly Finding[]): number {
  const [best, ...others] = findings.map(findingWeight);
  if (best === undefined) return HEALTHY;
  const support = others.reduce((sum, weight) => sum + weight, 0);
  return Math.min(0.99, LEAST_EVIDENCE + 0.65 * (1 - Math.exp(-(best - 1))) + 0.01 * support);
}
