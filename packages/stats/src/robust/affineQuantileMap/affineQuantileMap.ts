import { median } from '../median.js';
import { theilSenSlope } from '../theilSenSlope.js';
import { weightedMedian } from '../weightedMedian.js';
import { unitConversions } from './unitConversions.js';

/** How a column's values map from reference to window: window = factor · reference + offset. */
export interface AffineQuantileMap {
  /** The simplest map that fits; `none` when the distribution changed otherwise, or too little is known. */
  kind: 'identity' | 'factor' | 'offset' | 'affine' | 'none';
  factor: number;
  offset: number;
  /** Gap between the mapped reference's quantiles and the window's, in mean absolute deviations of the window. */
  residual: number;
}

type Line = Omit<AffineQuantileMap, 'kind'>;

/** Share of the gaps that count, the smallest: a quantile between ties, or far in a tail, jumps by chance. */
const KEPT_GAPS = 0.85;
/** Greatest residual of a map that counts as a fit: about the sampling noise of 500 rows. */
const FIT = 0.1;
/** The same where size alone does not speak for a change of unit. */
const CLOSE_FIT = 0.05;
const CLEAR_FACTOR = 5;
const NEAR_FACTOR_TOLERANCE = 0.015;
/** An offset must exceed this many times the column's own spread: a mean may move, but not out of sight. */
const CLEAR_OFFSET = 3;
/** Different quantiles needed: two points fit any line. */
const LEAST_DISTINCT = 3;

/** The outermost quantiles are single extreme rows once there are many. */
const inner = (quantiles: ArrayLike<number>): number[] =>
  Array.from(quantiles).slice(quantiles.length > 6 ? 1 : 0, quantiles.length > 6 ? -1 : undefined);

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function fitted(reference: number[], window: number[], factor: number, offset: number): Line {
  const centre = median(window);
  const gaps = reference
    .map((r, i) => Math.abs(factor * r + offset - (window[i] ?? 0)))
    .sort((a, b) => a - b);
  const gap = sum(gaps.slice(0, Math.ceil(gaps.length * KEPT_GAPS)));
  const exact = gap === 0 && gaps.length > 0;
  return { factor, offset, residual: exact ? 0 : gap / sum(window.map((w) => Math.abs(w - centre))) };
}

/** The line through 0 of least absolute deviation: zeros say nothing, large values most. */
function fitFactor(reference: number[], window: number[]): Line {
  const ratios = reference.map((r, i) => (r === 0 ? 0 : (window[i] ?? 0) / r));
  return fitted(reference, window, weightedMedian(ratios, reference.map(Math.abs)), 0);
}

function fitOffset(reference: number[], window: number[]): Line {
  return fitted(reference, window, 1, median(reference.map((r, i) => (window[i] ?? 0) - r)));
}

function fitAffine(reference: number[], window: number[]): Line {
  const factor = theilSenSlope(reference, window);
  return fitted(reference, window, factor, median(reference.map((r, i) => (window[i] ?? 0) - factor * r)));
}

const isClearFactor = (factor: number): boolean =>
  factor >= CLEAR_FACTOR || (factor > 0 && factor <= 1 / CLEAR_FACTOR);

const isNearFactor = (factor: number): boolean =>
  unitConversions.nearFactors.some((known) =>
    [known, 1 / known].some((unit) => Math.abs(factor / unit - 1) <= NEAR_FACTOR_TOLERANCE),
  );

const isFactor = ({ factor, residual }: Line): boolean =>
  (residual <= FIT && isClearFactor(factor)) || (residual <= CLOSE_FIT && isNearFactor(factor));

/**
 * Tells a change of unit from an ordinary shift by the quantiles of a column in reference and window, taken at the
 * same ascending probabilities (about 15 of them serve well). Prefers the simpler kind. An ordinary shift is
 * often an exact factor or offset too, so a map counts only if it fits within sampling noise and is either far
 * larger than natural variation or a known conversion. Needs three different quantiles on both sides; lines are
 * fitted by medians, so that a few disturbed quantiles do not tilt them. Clear changes show from 500 rows; a known
 * factor near 1 (miles to kilometres) needs some 2,000 rows, and 20,000 under a heavy tail;
 * a shift that multiplies every quantile alike by 1/4 to 4 hits one of these by chance about once in ten.
 */
export function affineQuantileMap(
  referenceQuantiles: ArrayLike<number>,
  windowQuantiles: ArrayLike<number>,
): AffineQuantileMap {
  const reference = inner(referenceQuantiles);
  const window = inner(windowQuantiles);
  const identity = fitted(reference, window, 1, 0);
  if (identity.residual <= FIT) return { kind: 'identity', ...identity };
  const distinct = Math.min(new Set(reference).size, new Set(window).size);
  if (!(distinct >= LEAST_DISTINCT)) return { kind: 'none', ...identity };

  const factor = fitFactor(reference, window);
  if (isFactor(factor)) return { kind: 'factor', ...factor };

  const offset = fitOffset(reference, window);
  const span = Math.max(...window) - Math.min(...window);
  if (offset.residual <= FIT && Math.abs(offset.offset) >= CLEAR_OFFSET * span)
    return { kind: 'offset', ...offset };

  const known = unitConversions.affine.map((unit) => fitted(reference, window, unit.factor, unit.offset));
  const conversion = known.find(({ residual }) => residual <= FIT);
  if (conversion) return { kind: 'affine', ...conversion };
  const affine = fitAffine(reference, window);
  if (affine.residual <= CLOSE_FIT && isClearFactor(affine.factor)) return { kind: 'affine', ...affine };
  return { kind: 'none', ...identity };
}
