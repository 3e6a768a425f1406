import type { Estimate } from '@driftline/stats';
import type { Natural } from './phaseReference.js';

/** Below this many windows the spread between them is a guess. */
export const FEW_WINDOWS = 4;
const MOST_CORRELATION = 0.9;

/**
 * Natural behaviour of a figure over consecutive windows: the spread between windows is what sampling noise does
 * not explain, and at least `floor` (twice that with few windows). It is widened by what
 * so few windows leave open: part of the noise's own uncertainty may hide a spread.
 */
export function natural(estimates: readonly Estimate[], floor: number): Natural {
  const known = estimates.filter(({ value }) => Number.isFinite(value));
  const windows = known.length;
  if (windows === 0) return { mean: 0, sd: floor * 2, correlation: 0, windows };
  const mean = known.reduce((sum, { value }) => sum + value, 0) / windows;
  const squares = known.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / Math.max(1, windows - 1);
  const noise = known.reduce((sum, { standardError }) => sum + (standardError || 0) ** 2, 0) / windows;
  const hidden = (noise * Math.sqrt(2 / Math.max(1, windows - 1))) / 2;
  const between = Math.sqrt(Math.max(0, squares - noise) + hidden) * (1 + 1 / windows);
  const least = windows < FEW_WINDOWS ? floor * 2 : floor;
  const share = squares > 0 ? Math.max(0, 1 - noise / squares) : 0;
  const correlation = between > least ? correlationOf(known, mean, share) : 0;
  return { mean, sd: Math.max(between, least), correlation, windows };
}

/** Below this share of natural spread in all spread, noise drowns how neighbours correlate. */
const LEAST_SHARE = 0.1;

/**
 * Lag-1 correlation of the natural part with the usual small-sample correction, within [0, 0.9]: sampling noise is
 * independent between windows and hides part of it.
 * @param share of the values' variance that is natural
 */
function correlationOf(values: readonly Estimate[], mean: number, share: number): number {
  let [product, square] = [0, 0];
  values.forEach(({ value }, i) => {
    square += (value - mean) ** 2;
    const next = values[i + 1];
    if (next) product += (value - mean) * (next.value - mean);
  });
  if (square === 0 || values.length < FEW_WINDOWS || share < LEAST_SHARE) return 0;
  return Math.min(MOST_CORRELATION, Math.max(0, (product / square + 1 / values.length) / share));
}
