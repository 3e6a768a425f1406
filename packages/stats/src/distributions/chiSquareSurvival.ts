import { gammaSurvival } from './gammaSurvival.js';

/** P(X > x) for a chi-square variable with `degrees` degrees of freedom. */
export function chiSquareSurvival(x: number, degrees: number): number {
  return gammaSurvival(degrees / 2, x / 2);
}
