import type { Finding } from '@driftline/contracts';
import type { Evaluation } from '../evaluate/evaluation.js';

/** Findings that are more than drift. */
export function strongFindings({ findings }: Pick<Evaluation, 'findings'>): Finding[] {
  return findings.filter(({ level }) => level !== 'drift');
}
