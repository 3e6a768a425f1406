import { ItemProblem } from '../itemProblem.js';
import { numberNotFinite } from './numberNotFinite.js';
import { wrongType } from './wrongType.js';

/** Reads a probability, or says why it cannot be taken. */
export function readProbability(value: unknown, where: string): number | ItemProblem {
  if (typeof value !== 'number') return wrongType(value, 'a number from 0 to 1', where);
  if (value >= 0 && value <= 1) return value;
  if (!Number.isFinite(value)) return numberNotFinite(where);
  return new ItemProblem(
    'score_out_of_range',
    `${where} is ${value}, outside 0 to 1`,
    where,
    'Send a probability; turn a margin or logit into one first.',
  );
}
