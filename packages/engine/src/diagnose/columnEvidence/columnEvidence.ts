import { columnScores, LEAST_EVIDENCE } from '../columnScores.js';
import type { SuspectSource } from '../suspectSource.js';

/** Features ranked by the findings that name them. */
export const columnEvidence: SuspectSource = {
  name: 'column-evidence',
  kind: 'columns',
  rank(context) {
    return [...columnScores(context).values()]
      .filter(({ score, findings }) => findings.length > 0 && score >= LEAST_EVIDENCE)
      .sort((a, b) => b.score - a.score)
      .map(({ column, score, findings }) => ({
        name: column,
        score,
        reasons: findings.map(({ message }) => message),
      }));
  },
};
