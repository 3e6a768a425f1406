import { logGamma } from './logGamma.js';

const ROUNDS = 10_000;
const TINY = 1e-300;

function lowerBySeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let i = 1; i < ROUNDS && Math.abs(term) > Math.abs(sum) * 1e-17; i++) {
    term *= x / (shape + i);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** Modified Lentz evaluation of the continued fraction. */
function upperByFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < ROUNDS; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + a / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/**
 * P(X > x) for X of the gamma distribution with this shape and scale 1: the regularised upper incomplete gamma
 * function Q(shape, x). Series below shape + 1, continued fraction above (DLMF 8.11.4 and 8.9.2).
 */
export function gammaSurvival(shape: number, x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < shape + 1 ? 1 - lowerBySeries(shape, x) : upperByFraction(shape, x);
}
