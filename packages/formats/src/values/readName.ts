import type { DecodeLimits } from '../decodeLimits.js';
import { ItemProblem } from '../itemProblem.js';
import { nameProblem } from './nameProblem.js';
import { wrongType } from './wrongType.js';

/** Reads a required name or id, or says why it cannot be taken. */
export function readName(value: unknown, where: string, limits: DecodeLimits): string | ItemProblem {
  if (typeof value === 'string') return nameProblem(value, where, limits) ?? value;
  return value === undefined
    ? new ItemProblem('missing_field', `${where} is missing`, where, 'Send this member.')
    : wrongType(value, 'a string', where);
}
