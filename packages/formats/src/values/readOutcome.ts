import type { Outcome } from '@driftline/contracts';
import { ItemProblem } from '../itemProblem.js';
import { numberNotFinite } from './numberNotFinite.js';
import { stringTooLong } from './stringTooLong.js';
import { wrongType } from './wrongType.js';

/** The wire's own limit on a class, as in the contracts' schemas. */
const WIRE_OUTCOME_LENGTH = 1000;

/** Reads a class or value: a string of 1 to 1000 characters, a finite number or a boolean. */
export function readOutcome(value: unknown, where: string): Outcome | ItemProblem {
  if (typeof value === 'number') return Number.isFinite(value) ? value : numberNotFinite(where);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return wrongType(value, 'a string, number or boolean', where);
  if (value.length === 0) {
    return new ItemProblem('empty_string', `${where} is empty`, where, 'Send the class.');
  }
  return value.length <= WIRE_OUTCOME_LENGTH ? value : stringTooLong(value, where, WIRE_OUTCOME_LENGTH);
}
