import { ItemProblem } from '../itemProblem.js';

/** A string value is longer than the limit. */
export function stringTooLong(value: string, where: string, limit: number): ItemProblem {
  return new ItemProblem(
    'string_too_long',
    `${where} has ${value.length} characters, the limit is ${limit}`,
    where,
    'Shorten or hash the value, or leave it out.',
  );
}
