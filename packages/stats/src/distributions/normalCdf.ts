import { normalSurvival } from './normalSurvival.js';

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}
