import { ItemProblem } from '../itemProblem.js';
import { numberNotFinite } from './numberNotFinite.js';
import { wrongType } from './wrongType.js';

/** Reads the weight of a prediction: a positive number, 1 when absent. */
export function readWeight(value: unknown): number | ItemProblem {
  if (value === undefined) return 1;
  if (typeof value !== 'number') return wrongType(value, 'a positive number', '/weight');
  if (!Number.isFinite(value)) return numberNotFinite('/weight');
  if (value > 0) return value;
  return new ItemProblem(
    'invalid_weight',
    `/weight is ${value}`,
    '/weight',
    'Send a number above 0, or leave it out.',
  );
}
