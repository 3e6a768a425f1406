import { readGolden, relativeGap } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import { betaCdf } from './betaCdf.js';
import { betaQuantile } from './betaQuantile.js';
import { chiSquareSurvival } from './chiSquareSurvival.js';
import { gammaQuantile } from './gammaQuantile.js';
import { gammaSurvival } from './gammaSurvival.js';
import { logGamma } from './logGamma.js';
import { normalCdf } from './normalCdf.js';
import { normalQuantile } from './normalQuantile.js';
import { normalSurvival } from './normalSurvival.js';

type Function = (...args: number[]) => number;

/**
 * Relative tolerances. Lanczos's logGamma carries 14 to 15 digits; functions that exponentiate differences of it
 * lose as many digits as those differences have before the point.
 */
const functions: Record<string, { f: Function; tolerance: number }> = {
  normalQuantile: { f: normalQuantile, tolerance: 1e-14 },
  normalCdf: { f: normalCdf, tolerance: 1e-12 },
  normalSurvival: { f: normalSurvival, tolerance: 1e-12 },
  logGamma: { f: logGamma, tolerance: 1e-13 },
  chiSquareSurvival: { f: chiSquareSurvival, tolerance: 1e-10 },
  gammaSurvival: { f: gammaSurvival, tolerance: 1e-11 },
  gammaQuantile: { f: gammaQuantile, tolerance: 1e-11 },
  betaCdf: { f: betaCdf, tolerance: 1e-9 },
  betaQuantile: { f: betaQuantile, tolerance: 1e-11 },
};

/** Below this a survival probability only needs to be as small; nothing decides on it. */
const FLOOR = 1e-250;

interface Case {
  f: string;
  args: number[];
  value: number;
}

describe('distributions against SciPy', () => {
  it.each(readGolden<Case>(import.meta.url, 'distributions'))('$f($args)', ({ f, args, value }) => {
    const subject = functions[f];
    expect(subject).toBeDefined();
    const actual = subject?.f(...args) ?? Number.NaN;
    expect(relativeGap(actual, value, FLOOR)).toBeLessThan(subject?.tolerance ?? 0);
  });
});

describe('distributions at the ends of their range', () => {
  it.each([
    ['normal quantile of 0', normalQuantile(0), Number.NEGATIVE_INFINITY],
    ['normal quantile of 1', normalQuantile(1), Number.POSITIVE_INFINITY],
    ['normal quantile of an impossible probability', normalQuantile(1.1), Number.NaN],
    ['gamma survival at 0', gammaSurvival(2, 0), 1],
    ['gamma survival at infinity', gammaSurvival(2, Number.POSITIVE_INFINITY), 0],
    ['gamma quantile of 0', gammaQuantile(2, 0), 0],
    ['gamma quantile of 1', gammaQuantile(2, 1), Number.POSITIVE_INFINITY],
    ['beta quantile of 0', betaQuantile(0, 2, 3), 0],
    ['beta quantile of 1', betaQuantile(1, 2, 3), 1],
    ['beta cdf above 1', betaCdf(2, 2, 3), 1],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});
