import type { Finding } from '@driftline/contracts';
import { findingWeight } from './rankColumns.js';

const MOST_FINDINGS = 50;

/** The most telling findings first, bounded. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => findingWeight(b) - findingWeight(a)).slice(0, MOST_FINDINGS);
}
