import type { Evaluation } from '../evaluate/evaluation.js';

/**
 * What a detector measured of a column in earlier whole windows that it did not flag: a fault must not become the
 * usual by lasting. The current window is never among them.
 */
export function usualMeasures(history: readonly Evaluation[], detector: string, column: string): number[] {
  return history.flatMap((past) => {
    const measure = past.measures[`${detector}:${column}`];
    const flagged = past.findings.some((finding) => finding.kind === detector && finding.column === column);
    return past.state === 'provisional' || flagged || measure === undefined ? [] : [measure];
  });
}
