import { gammaSurvival } from './gammaSurvival.js';

/** P(Z > z) of the standard normal distribution; keeps its relative accuracy far into the upper tail. */
export function normalSurvival(z: number): number {
  const tail = gammaSurvival(0.5, (z * z) / 2) / 2;
  return z < 0 ? 1 - tail : tail;
}
