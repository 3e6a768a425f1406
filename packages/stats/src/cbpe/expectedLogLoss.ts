import type { Estimate } from '../metrics/estimate.js';
import type { ExpectedCell } from './expectedCell.js';
import { expectedMeanLoss } from './expectedMeanLoss.js';

/** Scores of exactly 0 or 1 would cost infinitely much; the same clip as of realised log loss. */
const LEAST_SCORE = 1e-15;
const surprise = (probability: number): number => -Math.log(Math.max(probability, LEAST_SCORE));

/** Log loss of the model's scores, in nats, to expect before labels arrive. */
export function expectedLogLoss(cells: readonly ExpectedCell[]): Estimate {
  return expectedMeanLoss(cells, surprise, (score) => surprise(1 - score));
}
