import type { Moments } from './moments.js';

/** Moments of the union of two sets of rows (Chan, Golub & LeVeque 1983). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  if (a.count === 0 || b.count === 0) return a.count === 0 ? { ...b } : { ...a };
  const change = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (change * b.count) / count,
    m2: a.m2 + b.m2 + (change ** 2 * a.count * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}
