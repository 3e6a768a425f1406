import type { Estimate } from './estimate.js';
import { meanLoss } from './meanLoss.js';
import type { ScoredCell } from './scoredCell.js';

/** Log loss of labelled rows, in nats: the mean of -ln(probability given to the label). */
export function realisedLogLoss(cells: readonly ScoredCell[]): Estimate {
  return meanLoss(
    cells.map(({ positive, rows, weight, sumLogScore, sumLogOneMinusScore }) => ({
      rows,
      weight,
      sumLoss: -(positive ? sumLogScore : sumLogOneMinusScore),
    })),
  );
}
