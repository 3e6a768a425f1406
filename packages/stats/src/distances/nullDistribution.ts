import { gammaQuantile } from '../distributions/gammaQuantile.js';
import { gammaSurvival } from '../distributions/gammaSurvival.js';
import { drawMultinomial } from '../random/drawMultinomial.js';
import type { Random } from '../random/random.js';
import type { BinnedDistribution } from './binnedDistribution.js';
import type { Distance } from './distance.js';
import { totalCount } from './totalCount.js';

/** What a distance shows by chance alone when a window of that many rows comes from the reference itself. */
export interface NullDistribution {
  /** The effect that chance exceeds with probability 1 - p, 0 < p < 1. */
  quantile(p: number): number;
  /** p-value: the probability that chance alone gives this effect or a greater one. */
  survival(effect: number): number;
}

/** A gamma distribution moved to the right by `shift`. */
interface ShiftedGamma {
  shape: number;
  scale: number;
  shift: number;
}

/**
 * Near zero a squared distance is about a weighted sum of squared normal deviations: a gamma distribution by its
 * mean, variance and skewness fits its body and its exponential tail (Pearson 1959; Liu, Tang & Zhang 2009). The
 * skewness of such a sum is at least twice its coefficient of variation, which bounds the noise of the third moment.
 */
function fitGamma(squares: Float64Array): ShiftedGamma {
  const draws = squares.length;
  const mean = squares.reduce((sum, square) => sum + square, 0) / draws;
  const deviation = Math.sqrt(squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / (draws - 1));
  if (!(deviation > 0)) return { shape: 1, scale: 0, shift: 0 };
  const third = squares.reduce((sum, square) => sum + ((square - mean) / deviation) ** 3, 0) / draws;
  const skewness = Math.max(third, (2 * deviation) / mean);
  const shape = 4 / skewness ** 2;
  const scale = (deviation * skewness) / 2;
  return { shape, scale, shift: Math.max(0, mean - shape * scale) };
}

/**
 * The sampling noise of a distance for a window of `rows` rows against this reference. Windows are drawn from
 * the reference's proportions, a gamma distribution is fitted to the squared effects by moments, and quantiles
 * and p-values are read from it, so that .999 needs no thousands of draws. The reference is a sample as well:
 * both noises together equal, to first order, those of one window of 1 / (1/rows + 1/referenceRows) rows.
 * Costs `draws` multinomials. With one bin, or no rows on either side, chance gives 0.
 */
export function nullDistribution(
  distance: Distance,
  reference: BinnedDistribution,
  rows: number,
  random: Random,
  draws = 512,
): NullDistribution {
  const referenceRows = totalCount(reference.counts);
  const size = Math.round((rows * referenceRows) / (rows + referenceRows)) || 0;
  const counts = new Float64Array(reference.counts.length);
  const drawn: BinnedDistribution = { ...reference, counts };
  const squares = new Float64Array(draws);
  for (let i = 0; i < draws && size > 0; i++) {
    drawMultinomial(random, size, reference.counts, counts);
    squares[i] = (distance.effect(reference, drawn) || 0) ** (2 / distance.order);
  }
  const { shape, scale, shift } = fitGamma(squares);
  return {
    quantile: (p) => (shift + scale * gammaQuantile(shape, p)) ** (distance.order / 2),
    survival: (effect) => {
      const square = effect ** (2 / distance.order);
      return scale > 0 ? gammaSurvival(shape, (square - shift) / scale) : square > 0 ? 0 : 1;
    },
  };
}
